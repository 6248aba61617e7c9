#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "runtime/heap.hpp"
#include "runtime/limits.hpp"

namespace forlopp::runtime {

class Node;
struct Process;

/// The heap of one process: blocks by size, cut from chunks that are all given back at once. It
/// lies in its own first chunk. Used by one thread at a time, the one that runs the process.
class ProcessHeap {
 public:
  struct GiveBack {
    void operator()(ProcessHeap* heap) const;
  };
  using Owned = std::unique_ptr<ProcessHeap, GiveBack>;

  static Owned make();
  ProcessHeap(const ProcessHeap&) = delete;
  ProcessHeap& operator=(const ProcessHeap&) = delete;

  /// From now on it is that process's, with its limits.
  void belong_to(Node& node, Process& process, const Limits& limits);
  void lift_limit() { too_much_ = SIZE_MAX; }

  /// False if the process must not have that much more: then it has been told to end.
  bool admits(std::size_t size);
  /// Null if the machine has no more. `alignment` is a power of two.
  void* allocate(std::size_t size, std::size_t alignment);
  /// A block of this heap.
  void release(void* block);
  bool owns(const void* block) const;

  std::size_t bytes() const { return bytes_; }    ///< In blocks.
  std::size_t blocks() const { return blocks_; }  ///< How many there are.
  std::size_t held() const { return held_; }      ///< In chunks.

  static std::size_t size_of(const void* block);

 private:
  struct Chunk;
  struct FreeBlock;
  static constexpr std::size_t size_classes = 40;

  explicit ProcessHeap(Chunk& first);
  ~ProcessHeap() = default;
  bool goes_beyond(std::size_t size);
  void* allocate_small(std::size_t size_class, std::uint32_t units);
  void* allocate_large(std::uint32_t units);
  Chunk* add_chunk(unsigned order);
  void remove_chunk(Chunk& chunk);
  void cut_from(Chunk& chunk, std::size_t header);

  std::uint32_t number_;  ///< In the header of each block.
  unsigned next_order_ = 0;
  char* fresh_ = nullptr;  ///< From here to `end_` nothing has been cut yet.
  char* end_ = nullptr;
  Chunk* chunks_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t blocks_ = 0;
  std::size_t held_ = 0;
  std::size_t too_much_ = SIZE_MAX;
  Node* node_ = nullptr;
  Process* process_ = nullptr;
  Limits limits_{};
  std::array<FreeBlock*, size_classes> free_{};
};

/// While alive, this thread runs the code of the process whose heap it is; null: it has none.
class RunningHeap {
 public:
  explicit RunningHeap(ProcessHeap* heap)
      : before_{heap_detail::of_thread}, is_change_{heap != nullptr || before_.running != nullptr} {
    if (is_change_) [[unlikely]]
      set(heap, heap);
  }
  ~RunningHeap() {
    if (is_change_) [[unlikely]]
      set(before_.current, before_.running);
  }
  RunningHeap(const RunningHeap&) = delete;
  RunningHeap& operator=(const RunningHeap&) = delete;

 private:
  static void set(ProcessHeap* current, ProcessHeap* running) {
    heap_detail::of_thread.current = current;
    heap_detail::of_thread.running = running;
  }
  heap_detail::OfThread before_;
  bool is_change_;
};

namespace process_heap {

/// The heap that was made together with this code, which lies in a heap.
ProcessHeap::Owned claim(const void* code);
/// What operator new does while the code of a process with a heap of its own runs.
void* allocate(std::size_t size, std::size_t alignment);
void* allocate_or_null(std::size_t size, std::size_t alignment) noexcept;
/// What operator delete does with a block that lies in the heap of a process.
void release(void* block) noexcept;

}  // namespace process_heap

}  // namespace forlopp::runtime

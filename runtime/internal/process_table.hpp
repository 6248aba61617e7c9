#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "runtime/internal/process.hpp"
#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime {

/// Pid to control block. Blocks are made in chunks and live as long as the table, so that a sender
/// may look at one whose process is just ending. Thread-safe.
class ProcessTable {
 public:
  explicit ProcessTable(std::size_t alive_max) : alive_max_{alive_max} {}
  ~ProcessTable();
  ProcessTable(const ProcessTable&) = delete;
  ProcessTable& operator=(const ProcessTable&) = delete;

  /// A free slot, with a pid that never was; null if too many are in use.
  Process* allocate();
  /// It counts as alive no more, though its slot is still in use.
  void count_out() { alive_.fetch_sub(1, std::memory_order_relaxed); }
  /// Gives the slot back; its process was counted out and its inbox is closed.
  void release(Process& process);
  /// Null if that process is not there any more. It may end at any moment after.
  Process* find(Pid pid) const {
    const std::uint32_t slot = pid.slot();
    if (slot == 0) return nullptr;
    Chunk* chunk = chunks_[slot >> chunk_bits].load(std::memory_order_acquire);
    if (chunk == nullptr) return nullptr;
    Process& process = (*chunk)[slot % chunk_size];
    return process.pid() == pid ? &process : nullptr;
  }
  /// Who spawned it; nobody if nobody did, or if that is not known any more. From any thread.
  Pid parent_of(Pid pid) const;
  std::size_t alive() const { return alive_.load(std::memory_order_relaxed); }
  /// Every block ever made, living or not. Only while no scheduler runs.
  template <class Visit>
  void for_each(Visit visit) {
    const std::uint32_t made = made_.load(std::memory_order_acquire);
    for (std::uint32_t slot = 1; slot < made; ++slot) visit(at(slot));
  }
  /// Whoever lives while this is computed is in it, once; nobody who was dead before is.
  std::vector<Pid> living() const;

 private:
  static constexpr std::uint32_t chunk_bits = 10;
  static constexpr std::uint32_t chunk_size = 1U << chunk_bits;
  using Chunk = std::array<Process, chunk_size>;

  Process& at(std::uint32_t slot) const {
    return (*chunks_[slot >> chunk_bits].load(std::memory_order_acquire))[slot % chunk_size];
  }

  static constexpr std::size_t chunks_max = Pid::slots_max >> chunk_bits;
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  /// Two megabytes of null pointers, of which only the pages in use become memory.
  std::unique_ptr<std::atomic<Chunk*>[], Free> chunks_ {
    static_cast<std::atomic<Chunk*>*>(std::calloc(chunks_max, sizeof(std::atomic<Chunk*>)))
  };
  SpinLock lock_;
  const std::size_t alive_max_;
  std::vector<std::uint32_t> free_{};
  std::atomic<std::uint32_t> made_{1};  // Slot 0 is nobody's.
  std::atomic<std::size_t> alive_{0};
};

}  // namespace forlopp::runtime

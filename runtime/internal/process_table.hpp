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
/// may look at one whose process is just ending. Thread-safe. A scheduler thread has free slots and
/// counts of its own, so that births and deaths on several threads do not fight for cache lines.
class ProcessTable {
 public:
  explicit ProcessTable(std::size_t alive_max) : alive_max_{alive_max} {}
  ~ProcessTable();
  ProcessTable(const ProcessTable&) = delete;
  ProcessTable& operator=(const ProcessTable&) = delete;

  /// While alive, the calling thread has its own share of the table. Not of one that must count
  /// exactly, because its processes are limited.
  class ShareOfThread {
   public:
    explicit ShareOfThread(ProcessTable& table);
    ~ShareOfThread();
    ShareOfThread(const ShareOfThread&) = delete;
    ShareOfThread& operator=(const ShareOfThread&) = delete;
  };

  /// A free slot, with a pid that never was; null if too many are in use.
  Process* allocate();
  /// It counts as alive no more, though its slot is still in use.
  void count_out();
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
  std::size_t alive() const;
  /// How many processes there ever were, and how many of them were counted out.
  std::uint64_t born() const { return sum_of(&Counts::born); }
  std::uint64_t ended() const { return sum_of(&Counts::ended); }
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

  struct Counts {
    std::atomic<std::uint64_t> born{0};
    std::atomic<std::uint64_t> ended{0};
  };
  /// What one thread has of the table. Outlives the thread.
  struct Share;

  std::uint64_t sum_of(std::atomic<std::uint64_t> Counts::*count) const;
  Share* own_share() const;
  /// A slot that is taken from `free`, which has some.
  Process* take(std::vector<std::uint32_t>& free);
  Process* allocate_shared();
  /// Moves free slots into it, or makes some.
  void refill(Share& share);
  std::uint32_t make_slot();
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
  std::atomic<std::uint32_t> made_{1};   // Slot 0 is nobody's.
  Counts outside_{};                     // Of threads that have no share.
  std::atomic<Share*> shares_{nullptr};  // A list that only grows.
};

}  // namespace forlopp::runtime

#include "runtime/internal/process_table.hpp"

#include <mutex>

#include "runtime/check.hpp"

namespace forlopp::runtime {

ProcessTable::~ProcessTable() {
  for (std::uint32_t slot = 0; slot < made_; slot += chunk_size) {
    delete chunks_[slot >> chunk_bits].load(std::memory_order_relaxed);
  }
}

Process* ProcessTable::allocate() {
  const std::scoped_lock lock{lock_};
  if (alive() >= alive_max_) return nullptr;
  alive_.fetch_add(1, std::memory_order_relaxed);
  if (!free_.empty()) {
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    Process& process = at(slot);
    const Pid last = process.pid();
    process.pid_bits.store(Pid{slot, last.generation() + 1}.bits(), std::memory_order_release);
    return &process;
  }
  const std::uint32_t slot = made_.load(std::memory_order_relaxed);
  runtime_check(slot < Pid::slots_max, "the process table is full");
  auto& chunk = chunks_[slot >> chunk_bits];
  if (chunk.load(std::memory_order_relaxed) == nullptr) {
    chunk.store(new Chunk, std::memory_order_release);
  }
  Process& process = at(slot);
  process.pid_bits.store(Pid{slot, 1}.bits(), std::memory_order_release);
  made_.store(slot + 1, std::memory_order_release);
  return &process;
}

void ProcessTable::release(Process& process) {
  const std::scoped_lock lock{lock_};
  const bool used_up = process.pid().generation() + 1 == Pid::generations_max;
  if (!used_up) free_.push_back(process.pid().slot());
}

Pid ProcessTable::parent_of(Pid pid) const {
  const Process* process = find(pid);
  if (process == nullptr) return {};
  const Pid parent = process->parent.load(std::memory_order_acquire);
  return process->pid() == pid ? parent : Pid{};  // Else the slot is another's by now.
}

std::vector<Pid> ProcessTable::living() const {
  std::vector<Pid> living;
  living.reserve(alive());
  const std::uint32_t made = made_.load(std::memory_order_acquire);
  for (std::uint32_t slot = 1; slot < made; ++slot) {
    const Process& process = at(slot);
    const Pid pid = process.pid();
    const bool lives = process.lives.load(std::memory_order_acquire);
    if (lives && process.pid() == pid) living.push_back(pid);
  }
  return living;
}

}  // namespace forlopp::runtime

#include "runtime/internal/process_table.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "runtime/check.hpp"

namespace forlopp::runtime {

namespace {

/// So many free slots move between a thread's share and the table at a time.
constexpr std::size_t batch = 64;

/// By one thread only, so that no locked instruction is needed.
void add_one(std::atomic<std::uint64_t>& count) {
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace

struct alignas(64) ProcessTable::Share {
  const ProcessTable* table;
  Share* next = nullptr;
  Counts counts{};
  std::vector<std::uint32_t> free{};

  /// The calling thread's.
  static constinit thread_local Share* own;
};
constinit thread_local ProcessTable::Share* ProcessTable::Share::own = nullptr;

ProcessTable::ShareOfThread::ShareOfThread(ProcessTable& table) {
  if (table.alive_max_ != SIZE_MAX) return;
  auto* share = new Share{.table = &table};
  share->free.reserve(2 * batch);
  share->next = table.shares_.load(std::memory_order_relaxed);
  while (!table.shares_.compare_exchange_weak(share->next, share, std::memory_order_acq_rel)) {
  }
  Share::own = share;
}

ProcessTable::ShareOfThread::~ShareOfThread() {
  Share::own = nullptr;
}

ProcessTable::~ProcessTable() {
  for (std::uint32_t slot = 0; slot < made_; slot += chunk_size) {
    delete chunks_[slot >> chunk_bits].load(std::memory_order_relaxed);
  }
  for (const Share* share = shares_; share != nullptr;) delete std::exchange(share, share->next);
}

ProcessTable::Share* ProcessTable::own_share() const {
  Share* const share = Share::own;
  return share != nullptr && share->table == this ? share : nullptr;
}

std::uint64_t ProcessTable::sum_of(std::atomic<std::uint64_t> Counts::*count) const {
  std::uint64_t sum = (outside_.*count).load(std::memory_order_relaxed);
  for (const Share* share = shares_.load(std::memory_order_acquire); share != nullptr;
       share = share->next) {
    sum += (share->counts.*count).load(std::memory_order_relaxed);
  }
  return sum;
}

std::size_t ProcessTable::alive() const {
  const std::uint64_t gone = ended();  // First: nobody has ended who was not born.
  return born() - gone;
}

Process* ProcessTable::allocate() {
  Share* const share = own_share();
  if (share == nullptr) return allocate_shared();
  if (share->free.empty()) refill(*share);
  add_one(share->counts.born);
  return take(share->free);
}

Process* ProcessTable::allocate_shared() {
  const std::scoped_lock lock{lock_};
  if (alive() >= alive_max_) return nullptr;
  outside_.born.fetch_add(1, std::memory_order_relaxed);
  if (free_.empty()) free_.push_back(make_slot());
  return take(free_);
}

Process* ProcessTable::take(std::vector<std::uint32_t>& free) {
  const std::uint32_t slot = free.back();
  free.pop_back();
  Process& process = at(slot);
  const Pid last = process.pid();
  process.pid_bits.store(Pid{slot, last.generation() + 1}.bits(), std::memory_order_release);
  return &process;
}

void ProcessTable::refill(Share& share) {
  const std::scoped_lock lock{lock_};
  const std::size_t ready = std::min(batch, free_.size());
  share.free.assign(free_.end() - static_cast<std::ptrdiff_t>(ready), free_.end());
  free_.resize(free_.size() - ready);
  for (std::size_t i = ready; i < batch; ++i) share.free.push_back(make_slot());
  // Those made first are used first, as they lie in memory.
  std::reverse(share.free.begin() + static_cast<std::ptrdiff_t>(ready), share.free.end());
}

/// One that was never used.
std::uint32_t ProcessTable::make_slot() {
  const std::uint32_t slot = made_.load(std::memory_order_relaxed);
  runtime_check(slot < Pid::slots_max, "the process table is full");
  auto& chunk = chunks_[slot >> chunk_bits];
  if (chunk.load(std::memory_order_relaxed) == nullptr) {
    chunk.store(new Chunk, std::memory_order_release);
  }
  made_.store(slot + 1, std::memory_order_release);
  return slot;
}

void ProcessTable::count_out() {
  if (Share* const share = own_share()) return add_one(share->counts.ended);
  outside_.ended.fetch_add(1, std::memory_order_relaxed);
}

void ProcessTable::release(Process& process) {
  const bool used_up = process.pid().generation() + 1 == Pid::generations_max;
  if (used_up) return;
  const std::uint32_t slot = process.pid().slot();
  Share* const share = own_share();
  if (share == nullptr) {
    const std::scoped_lock lock{lock_};
    free_.push_back(slot);
    return;
  }
  if (share->free.size() == 2 * batch) {
    const auto oldest = share->free.begin() + batch;
    const std::scoped_lock lock{lock_};
    free_.insert(free_.end(), share->free.begin(), oldest);
    share->free.erase(share->free.begin(), oldest);
  }
  share->free.push_back(slot);
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

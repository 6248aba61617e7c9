#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "runtime/check.hpp"
#include "runtime/name.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// Who is called what on one node. Looking up is one load. Thread-safe.
class Registry {
 public:
  /// False if the name is taken.
  bool add(Name name, Pid pid) {
    std::uint64_t nobody = 0;
    return entry(name).compare_exchange_strong(nobody, pid.bits());
  }
  void remove(Name name, Pid pid) {
    std::uint64_t owner = pid.bits();
    entry(name).compare_exchange_strong(owner, 0);
  }
  Pid find(Name name) const {
    if (name.index() >= names_max) return Pid{};
    const auto* chunk = chunks_[name.index() / chunk_size].load(std::memory_order_acquire);
    if (chunk == nullptr) return Pid{};
    return Pid::from_bits((*chunk)[name.index() % chunk_size].load(std::memory_order_acquire));
  }

  Registry() = default;
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry() {
    for (auto& chunk : chunks_) delete chunk.load(std::memory_order_relaxed);
  }

 private:
  static constexpr std::size_t chunk_size = 256;
  static constexpr std::size_t chunks_max = 1024;
  static constexpr std::size_t names_max = chunk_size * chunks_max;
  using Chunk = std::array<std::atomic<std::uint64_t>, chunk_size>;

  std::atomic<std::uint64_t>& entry(Name name) {
    check(name.index() < names_max, "too many names: they live for ever");
    auto& chunk = chunks_[name.index() / chunk_size];
    if (chunk.load(std::memory_order_acquire) == nullptr) {
      const std::scoped_lock lock{mutex_};
      if (chunk.load(std::memory_order_relaxed) == nullptr) {
        chunk.store(new Chunk{}, std::memory_order_release);
      }
    }
    return (*chunk.load(std::memory_order_acquire))[name.index() % chunk_size];
  }

  std::array<std::atomic<Chunk*>, chunks_max> chunks_{};
  std::mutex mutex_;
};

}  // namespace forlopp::runtime

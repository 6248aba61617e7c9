#include "runtime/message.hpp"

#include <array>
#include <bit>
#include <mutex>
#include <vector>

#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime {
namespace {

constexpr std::size_t smallest_block = 64;
constexpr std::size_t size_classes = 4;  // 64, 128, 256, 512 bytes; larger ones from the heap.
constexpr std::size_t batch = 256;       // Blocks that threads hand to each other at a time.

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool recycling = false;  // Let the sanitizer see each life of a block.
#else
constexpr bool recycling = true;
#endif

std::size_t class_of(std::size_t bytes) {
  return static_cast<std::size_t>(std::bit_width((bytes - 1) / smallest_block));
}

/// Where threads that release more than they allocate leave blocks for those that do the opposite.
/// The lists handed over are chained by `Envelope::next`.
class Depot {
 public:
  void put(Envelope* list) {
    const Outside outside;
    const std::scoped_lock lock{lock_};
    lists_.push_back(list);
  }
  Envelope* take() {
    const std::scoped_lock lock{lock_};
    if (lists_.empty()) return nullptr;
    Envelope* list = lists_.back();
    lists_.pop_back();
    return list;
  }

 private:
  SpinLock lock_;
  std::vector<Envelope*> lists_;
};

std::array<Depot, size_classes>& depots() {
  const Outside outside;
  static auto* all = new std::array<Depot, size_classes>;  // Outlives every thread.
  return *all;
}

/// One thread's free blocks of one size: two lists, so that hand-overs are a whole batch.
struct FreeBlocks {
  Envelope* list = nullptr;
  std::size_t room = 0;      // How many more go into the list.
  Envelope* full = nullptr;  // A second, complete batch.
};

/// Without a destructor, so that using it is not preceded by asking whether it was registered.
constinit thread_local std::array<FreeBlocks, size_classes> cache{};

/// What a thread leaves behind when it ends.
struct Legacy {
  ~Legacy() {
    for (std::size_t i = 0; i < size_classes; ++i) {
      if (cache[i].full != nullptr) depots()[i].put(cache[i].full);
      if (cache[i].list != nullptr) depots()[i].put(cache[i].list);
      cache[i] = {};
    }
  }
  void write() {}  // To name it is enough.
};
thread_local Legacy legacy{};

Envelope* pop(FreeBlocks& free) {
  Envelope* block = free.list;
  free.list = block->next;
  if (free.room < batch) ++free.room;
  return block;
}

Envelope* from_outside(std::size_t bytes) {
  const Outside outside;
  return static_cast<Envelope*>(::operator new (bytes, std::align_val_t{alignof(Envelope)}));
}

Envelope* fresh_block(std::size_t index) {
  return from_outside(smallest_block << index);
}

[[gnu::noinline]] Envelope* refill(FreeBlocks& free, std::size_t index) {
  legacy.write();
  free.list = free.full != nullptr ? std::exchange(free.full, nullptr) : depots()[index].take();
  if (free.list == nullptr) return fresh_block(index);
  free.room = 0;
  return pop(free);
}

[[gnu::noinline]] void make_room(FreeBlocks& free, std::size_t index) {
  legacy.write();
  free.room = batch;
  if (free.list == nullptr) return;
  if (free.full != nullptr) depots()[index].put(free.full);
  free.full = std::exchange(free.list, nullptr);
}

}  // namespace

Envelope* allocate_envelope(std::size_t value_size) {
  const std::size_t bytes = sizeof(Envelope) + value_size;
  const std::size_t index = class_of(bytes);
  if (!recycling || index >= size_classes) {
    return from_outside(bytes);
  }
  FreeBlocks& free = cache[index];
  return free.list != nullptr ? pop(free) : refill(free, index);
}

void release_envelope(Envelope* envelope, std::size_t value_size) noexcept {
  const std::size_t bytes = sizeof(Envelope) + value_size;
  const std::size_t index = class_of(bytes);
  if (!recycling || index >= size_classes) {
    ::operator delete (envelope, std::align_val_t{alignof(Envelope)});
    return;
  }
  FreeBlocks& free = cache[index];
  if (free.room == 0) [[unlikely]]
    make_room(free, index);
  envelope->next = free.list;
  free.list = envelope;
  --free.room;
}

void discard(Envelope* envelope) noexcept {
  const MessageType& type = *envelope->type;
  if (type.destroy != nullptr) type.destroy(envelope->value());
  release_envelope(envelope, type.size);
}

std::string_view short_name(const MessageType& type) {
  // `A<b::C>` keeps its arguments but loses their namespaces' outermost parts only at the front.
  const std::string_view name = type.name;
  const auto arguments = name.find('<');
  const auto scope = name.substr(0, arguments).rfind("::");
  return scope == std::string_view::npos ? name : name.substr(scope + 2);
}

}  // namespace forlopp::runtime

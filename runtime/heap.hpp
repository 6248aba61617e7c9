#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace forlopp::runtime {

/// Where what the code of a process makes with `new` lies. In a heap of its own it is counted, can
/// be limited, and is all given back when the process has ended, even what the code has lost. What
/// libraries take with malloc does not count. A heap of its own costs 4 KiB at least.
enum class Heap : std::uint8_t { common, own };

class ProcessHeap;

namespace heap_detail {

/// What a thread knows of the process that it runs.
struct OfThread {
  ProcessHeap* current;  ///< Where `new` takes from; null: outside.
  ProcessHeap* running;  ///< Of the process that runs, even inside the runtime.
  ProcessHeap* made;     ///< For a process that is about to be spawned.
};
extern constinit thread_local OfThread of_thread;

}  // namespace heap_detail

/// The process that runs has a heap of its own.
inline bool runs_in_own_heap() {
  return heap_detail::of_thread.running != nullptr;
}

/// While alive, `new` takes from outside of the process's own heap. For what must outlive the
/// process: what is initialised on first use, caches, what is handed to others by other ways than
/// the runtime's.
class Outside {
 public:
  Outside() : before_{heap_detail::of_thread.current} {
    if (before_ != nullptr) [[unlikely]]
      heap_detail::of_thread.current = nullptr;
  }
  ~Outside() {
    if (before_ != nullptr) [[unlikely]]
      heap_detail::of_thread.current = before_;
  }
  Outside(const Outside&) = delete;
  Outside& operator=(const Outside&) = delete;

 private:
  ProcessHeap* before_;
};

namespace heap_detail {

template <class T>
inline constexpr bool can_be_copied = std::is_copy_constructible_v<T>;
template <class T>
inline constexpr bool can_be_copied<std::vector<T>> = can_be_copied<T>;
template <class K, class V>
inline constexpr bool can_be_copied<std::map<K, V>> = can_be_copied<K>&& can_be_copied<V>;

/// What holds a `Message` cannot be copied as a whole, and names its parts.
template <class T>
concept OfParts = requires(T& value) {
  value.for_each_part([](auto&) {});
};
template <class T>
concept Renewing = requires(T& value) {
  value.renew();
};

[[noreturn]] void fail_to_renew(std::string_view what);

/// Puts a copy of the value in its place, so that all it holds lies where `new` takes from now.
template <class T>
void renew(T& value) {
  if constexpr (std::is_trivially_copyable_v<T>) {
    return;
  } else if constexpr (Renewing<T>) {
    value.renew();
  } else if constexpr (OfParts<T>) {
    value.for_each_part([](auto& part) { renew(part); });
  } else if constexpr (can_be_copied<T>) {
    T fresh(std::as_const(value));
    std::destroy_at(&value);
    std::construct_at(&value, std::move(fresh));
  } else {
    fail_to_renew(__PRETTY_FUNCTION__);
  }
}

/// Null when there is nothing to do.
template <class T>
constexpr auto renewer() -> void (*)(void*) {
  if constexpr (std::is_trivially_copyable_v<T>) {
    return nullptr;
  } else {
    return [](void* value) { renew(*static_cast<T*>(value)); };
  }
}

/// What the code of a new process is made of, without anything that lies in the heap of whoever
/// spawns it: what is given away is copied. What is lent is lent.
template <class T>
using HandedOver = std::conditional_t<std::is_lvalue_reference_v<T>, T, std::decay_t<T>>;
template <class T>
HandedOver<T> copy_of(T&& value) {
  if constexpr (!std::is_lvalue_reference_v<T> && can_be_copied<std::decay_t<T>>) {
    return std::decay_t<T>(std::as_const(value));
  } else {
    return std::forward<T>(value);
  }
}

/// While alive, `new` takes from the heap of a process that is about to be spawned; or from outside
/// if it is to have none. Afterwards the thread remembers that heap until it is claimed.
class ForNewProcess {
 public:
  explicit ForNewProcess(Heap heap);
  ~ForNewProcess();
  ForNewProcess(const ForNewProcess&) = delete;
  ForNewProcess& operator=(const ForNewProcess&) = delete;

 private:
  OfThread before_;
  ProcessHeap* heap_;
};

}  // namespace heap_detail

/// The value, for keeping outside of the heap of the process that runs.
template <class T>
T copied_out(T value) {
  if (runs_in_own_heap()) [[unlikely]] {
    const Outside outside;
    heap_detail::renew(value);
  }
  return value;
}

/// Makes the code of a process that is about to be spawned with that kind of heap. The arguments
/// are copied if the process that spawns has a heap of its own.
template <class Code, class... Args>
std::unique_ptr<Code> make_code(Heap heap, Args&&... args) {
  if (heap == Heap::common && !runs_in_own_heap()) [[likely]] {
    return std::make_unique<Code>(std::forward<Args>(args)...);
  }
  const heap_detail::ForNewProcess scope{heap};
  if constexpr (std::is_constructible_v<Code, heap_detail::HandedOver<Args>...>) {
    return std::make_unique<Code>(heap_detail::copy_of(std::forward<Args>(args))...);
  } else {
    return std::make_unique<Code>(std::forward<Args>(args)...);
  }
}

}  // namespace forlopp::runtime

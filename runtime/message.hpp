#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "runtime/heap.hpp"
#include "runtime/isolated.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// What the runtime knows of a type of message. One object per type in the program.
struct MessageType {
  std::string_view name;  ///< As in the source, namespaces included.
  std::uint64_t hash;     ///< Of the name: the same in every build.
  std::uint32_t size;
  bool is_signal;                         ///< For the runtime itself, never seen by process code.
  void (*destroy)(void* value) noexcept;  ///< Null when there is nothing to do.
  void (*renew)(void* value);             ///< A copy in its place; null when that is the same.
  std::string (*describe)(const void* value);  ///< Null when the type has no `describe(value)`.
  Ref (*answered)(const void* value);          ///< Null unless it answers a question.
};

namespace message_detail {

template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view pretty = __PRETTY_FUNCTION__;
  constexpr auto start = pretty.find("T = ") + 4;
  constexpr auto end = pretty.find_first_of(";]", start);
  return pretty.substr(start, end - start);
}

constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

template <class T>
concept Signal = requires {
  requires T::is_signal;
};

template <class T>
constexpr auto destroyer() -> void (*)(void*) noexcept {
  if constexpr (std::is_trivially_destructible_v<T>) {
    return nullptr;
  } else {
    return [](void* value) noexcept { static_cast<T*>(value)->~T(); };
  }
}

template <class T>
constexpr auto describer() -> std::string (*)(const void*) {
  if constexpr (requires(const T& value) {
                  { describe(value) } -> std::convertible_to<std::string>;
                }) {
    return [](const void* value) { return std::string{describe(*static_cast<const T*>(value))}; };
  } else {
    return nullptr;
  }
}

template <class T>
concept Answer = requires(const T& value) {
  requires T::is_answer;
  { value.ref } -> std::convertible_to<Ref>;
};

template <class T>
constexpr auto answered_reader() -> Ref (*)(const void*) {
  if constexpr (Answer<T>) {
    return [](const void* value) { return static_cast<const T*>(value)->ref; };
  } else {
    return nullptr;
  }
}

}  // namespace message_detail

/// The type of message T. Its address is its identity.
template <class T>
inline constexpr MessageType message_type{
    .name = message_detail::type_name<T>(),
    .hash = message_detail::fnv1a(message_detail::type_name<T>()),
    .size = sizeof(T),
    .is_signal = message_detail::Signal<T>,
    .destroy = message_detail::destroyer<T>(),
    .renew = heap_detail::renewer<T>(),
    .describe = message_detail::describer<T>(),
    .answered = message_detail::answered_reader<T>(),
};

/// A message on its way: header and value in one block. Belongs to whoever holds it.
struct alignas(16) Envelope {
  Envelope* next;
  const MessageType* type;
  Pid target;
  Pid sender;

  void* value() { return this + 1; }
};

/// Memory for envelopes, recycled per thread. Thread-safe; `release` may be called by another
/// thread than the one that allocated.
Envelope* allocate_envelope(std::size_t value_size);
void release_envelope(Envelope* envelope, std::size_t value_size) noexcept;
/// Destroys the value and releases the memory.
void discard(Envelope* envelope) noexcept;

/// A value of any isolated type, as it lies in a mailbox. Move-only.
class Message {
 public:
  static constexpr bool is_isolated_value = true;

  Message() = default;
  explicit Message(Envelope* envelope) : envelope_{envelope} {}
  Message(Message&& other) noexcept : envelope_{std::exchange(other.envelope_, nullptr)} {}
  Message& operator=(Message&& other) noexcept {
    if (this != &other) {
      reset();
      envelope_ = std::exchange(other.envelope_, nullptr);
    }
    return *this;
  }
  ~Message() { reset(); }

  template <class T>
  static Message of(T value) {
    static_assert(is_isolated<T>(), "a message must be an isolated value");
    static_assert(alignof(T) <= alignof(Envelope));
    Envelope* envelope = allocate_envelope(sizeof(T));
    envelope->type = &message_type<T>;
    envelope->sender = Pid{};
    ::new (envelope->value()) T(std::move(value));
    return Message{envelope};
  }

  template <class T>
  bool is() const {
    return envelope_ != nullptr && envelope_->type == &message_type<T>;
  }
  /// The value, if it is a T; valid as long as this message is.
  template <class T>
  T* get_if() const {
    return is<T>() ? static_cast<T*>(envelope_->value()) : nullptr;
  }
  /// Who sent it; nobody for messages from outside the node and for time-outs.
  Pid sender() const { return envelope_->sender; }
  const MessageType& type() const { return *envelope_->type; }
  /// Of the type that `type` says.
  const void* value() const { return envelope_->value(); }
  explicit operator bool() const { return envelope_ != nullptr; }
  /// Puts a copy of the value in its place, made where `new` takes from now.
  void renew() {
    if (envelope_ != nullptr && type().renew != nullptr) type().renew(envelope_->value());
  }
  /// Before it leaves a process with a heap of its own.
  void leave_heap() {
    if (runs_in_own_heap()) [[unlikely]] {
      const Outside outside;
      renew();
    }
  }
  Envelope* release() { return std::exchange(envelope_, nullptr); }

 private:
  void reset() {
    if (envelope_ != nullptr) discard(std::exchange(envelope_, nullptr));
  }
  Envelope* envelope_ = nullptr;
};

/// A list of types of message that a behaviour handles.
template <class... T>
struct Messages {};

/// The last part of a type's name: `OffHook` of `forlopp::hal::OffHook`.
std::string_view short_name(const MessageType& type);

}  // namespace forlopp::runtime

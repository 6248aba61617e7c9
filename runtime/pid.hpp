#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace forlopp::runtime {

/// Names one process for ever: a slot of the process table, the generation of that slot, and the
/// node. No pid ever means another process later; a slot whose generations are used up is retired.
/// A default-constructed pid names nobody, and sending to it is silence.
class Pid {
 public:
  static constexpr bool is_isolated_value = true;
  static constexpr unsigned slot_bits = 28;
  static constexpr unsigned generation_bits = 28;
  static constexpr std::uint32_t slots_max = 1U << slot_bits;
  static constexpr std::uint32_t generations_max = 1U << generation_bits;

  constexpr Pid() = default;
  /// slot < slots_max, 0 < generation < generations_max; node 0 is this node.
  constexpr Pid(std::uint32_t slot, std::uint32_t generation, std::uint8_t node = 0)
      : bits_{std::uint64_t{node} << (slot_bits + generation_bits) |
              std::uint64_t{generation} << slot_bits | slot} {}
  static constexpr Pid from_bits(std::uint64_t bits) {
    Pid pid;
    pid.bits_ = bits;
    return pid;
  }

  constexpr std::uint32_t slot() const { return static_cast<std::uint32_t>(bits_) % slots_max; }
  constexpr std::uint32_t generation() const {
    return static_cast<std::uint32_t>(bits_ >> slot_bits) % generations_max;
  }
  constexpr std::uint8_t node() const {
    return static_cast<std::uint8_t>(bits_ >> (slot_bits + generation_bits));
  }
  constexpr std::uint64_t bits() const { return bits_; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr auto operator<=>(const Pid&) const = default;

 private:
  std::uint64_t bits_ = 0;
};

/// `<node.slot.generation>`, as OTP prints it.
std::string to_string(Pid pid);

/// A value that is unique in its node's life: names a monitor, a request, or a timer.
class Ref {
 public:
  static constexpr bool is_isolated_value = true;

  constexpr Ref() = default;
  constexpr explicit Ref(std::uint64_t bits) : bits_{bits} {}
  /// The same reference, marked as one that answers carry only as long as they are waited for.
  constexpr Ref for_answers() const { return Ref{bits_ | answers_bit}; }
  constexpr bool is_for_answers() const { return (bits_ & answers_bit) != 0; }
  constexpr std::uint64_t bits() const { return bits_; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr auto operator<=>(const Ref&) const = default;

 private:
  static constexpr std::uint64_t answers_bit = std::uint64_t{1} << 55;
  std::uint64_t bits_ = 0;
};

}  // namespace forlopp::runtime

template <>
struct std::hash<forlopp::runtime::Pid> {
  std::size_t operator()(forlopp::runtime::Pid pid) const noexcept {
    return static_cast<std::size_t>(pid.bits() * 0x9E3779B97F4A7C15U);
  }
};

template <>
struct std::hash<forlopp::runtime::Ref> {
  std::size_t operator()(forlopp::runtime::Ref ref) const noexcept {
    return static_cast<std::size_t>(ref.bits() * 0x9E3779B97F4A7C15U);
  }
};

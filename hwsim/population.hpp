#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hwsim/distribution.hpp"
#include "hwsim/load_profile.hpp"
#include "runtime/random.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/digits.hpp"

namespace forlopp::hwsim {

/// Lines and what they are called. The line with index i, counted from 0 in the order of shelf,
/// card and port, has the number `prefix` followed by i in `length` digits in all.
struct LineNumbers {
  std::uint32_t lines = 0;
  std::uint16_t slots = 16;
  hal::PortNumber ports = 32;
  std::string prefix = "2";
  std::uint8_t length = 6;

  /// These are arithmetic: they ask not whether the line exists.
  hal::PortAddress address_of(std::uint32_t line) const;
  std::uint32_t line_at(const hal::PortAddress& port) const;
  hal::Digits number_of(std::uint32_t line) const;
  /// How many numbers there are; at least as many as `lines`.
  std::uint64_t range() const;
};

/// Where an attempt goes.
enum class DestinationKind : std::uint8_t {
  local,        ///< Another line of the exchange, each alike.
  trunk,        ///< `digits`, and then any digits up to `length` in all.
  number,       ///< Exactly `digits`.
  unallocated,  ///< A number of the exchange's own range that no line has.
  incomplete,   ///< Stops in the middle of the number and waits.
  abandoned,    ///< Hangs up in the middle of the number.
  no_digits,    ///< Lifts and dials nothing.
};
struct Destination {
  DestinationKind kind = DestinationKind::local;
  hal::Digits digits{};
  std::uint8_t length = 0;
  double share = 1.0;  ///< Of the attempts; those of a class sum to 1.
};

/// How people behave on the telephone. Shares lie in [0, 1].
struct Habits {
  Distribution holding_time = Distribution::exponential(std::chrono::seconds{90});
  Distribution answer_delay = Distribution::constant(std::chrono::seconds{5});
  double no_answer_share = 0.0;            ///< Of the calls that ring here.
  double called_hangs_up_share = 0.0;      ///< Of conversations: the called person ends them.
  std::optional<Distribution> patience{};  ///< With ringback; nothing: for ever.
  std::optional<Distribution> dial_tone_patience{};
  Distribution think_time{};      ///< Dial tone to first digit.
  Distribution digit_interval{};  ///< Between digits.
  double mistake_share = 0.0;     ///< Of attempts: one digit wrong.
  Distribution tone_reaction{};   ///< Busy tone to hanging up.
  Distribution silence_patience = Distribution::constant(std::chrono::seconds{60});
  double retry_share = 0.0;  ///< Of failed attempts.
  Distribution retry_delay = Distribution::constant(std::chrono::seconds{30});
  std::uint8_t retries_max = 10;
};

/// What callers of a class have in common.
struct CallingClass {
  Habits habits{};
  std::vector<Destination> destinations{};
  LoadProfile profile{};
};

/// A call to be made.
struct Intention {
  DestinationKind kind = DestinationKind::local;
  hal::Digits digits{};     ///< What will be dialled; empty for `no_digits`.
  hal::PathEnd expected{};  ///< Who should answer, if that is a line of the exchange.
};

/// All people of an exchange: never changed once it runs, so shared by whoever simulates them.
struct Population {
  LineNumbers numbers{};
  std::vector<CallingClass> classes{};
  /// The class whose habits the people at a line have when they are called; its size is that of
  /// the lines, or it is empty for class 0 everywhere.
  std::vector<std::uint8_t> class_of_line{};

  static constexpr std::uint32_t elsewhere = 0xFFFFFFFF;

  const Habits& habits_at(std::uint32_t line) const;
  /// Draws what somebody of this class wants next, mistakes included. `line` is the caller's own,
  /// or `elsewhere`. A class that exists has destinations, `local` another line, `unallocated` a
  /// number without a line, or a check fails.
  Intention draw(std::uint8_t calling_class, std::uint32_t line, runtime::Random& random) const;
  /// The call to exactly this number.
  Intention call_to(const hal::Digits& digits) const;
};

}  // namespace forlopp::hwsim

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "runtime/random.hpp"

namespace forlopp::hwsim {

/// How long something takes when it does not always take the same time: a conversation, the time
/// until a telephone is answered, the pause between two digits. A value type; drawing needs the
/// caller's generator, so one distribution may be shared by all threads. The same generator state
/// gives the same durations on every machine.
class Distribution {
 public:
  static constexpr bool is_isolated_value = true;
  using Duration = std::chrono::nanoseconds;
  enum class Kind : std::uint8_t { constant, uniform, exponential, lognormal, erlang };

  /// Draws longer than this are cut to it, so that sums of them never overflow.
  static constexpr Duration longest = std::chrono::hours{24 * 365};

  /// Always zero.
  Distribution() = default;

  /// All durations given to these are in [0, `longest`]; anything else fails a check.
  static Distribution constant(Duration value);
  /// Any duration in [shortest, longest) alike; shortest <= longest.
  static Distribution uniform(Duration shortest, Duration longest);
  /// Memoryless: the classical model of a conversation.
  static Distribution exponential(Duration mean);
  /// Of people's reactions: half of all draws are below `median` and two thirds lie between
  /// median / spread and median * spread. `spread`, the geometric standard deviation: 1 to 10.
  static Distribution lognormal(Duration median, double spread);
  /// The lognormal distribution that has this mean and spread.
  static Distribution lognormal_with_mean(Duration mean, double spread);
  /// The sum of `phases` exponential phases, 1 to 1,000: the more phases, the more regular.
  static Distribution erlang(int phases, Duration mean);

  /// In [0, `longest`].
  Duration sample(runtime::Random& random) const;
  Duration mean() const;
  Kind kind() const { return kind_; }
  /// As a scenario file writes it, for example `lognormal median 90s spread 2`.
  std::string text() const;

  bool operator==(const Distribution&) const = default;

 private:
  Distribution(Kind kind, Duration first, Duration second, double shape)
      : kind_{kind}, first_{first}, second_{second}, shape_{shape} {}

  Kind kind_ = Kind::constant;
  Duration first_{};    // The value, the lower end, the mean or the median.
  Duration second_{};   // The upper end.
  double shape_ = 0.0;  // The spread, or the number of phases.
};

}  // namespace forlopp::hwsim

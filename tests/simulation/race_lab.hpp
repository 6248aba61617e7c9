#pragma once

#include <cstdint>
#include <string>

#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {

/// Two lines of a small exchange, `a` and `b` on different shelves, and a third one, `c`. What the
/// people do there is ordered for moments close to each other; the seed decides how close, and in
/// which order what follows from it is handled.
class RaceLab {
 public:
  static constexpr std::uint32_t a = 0;
  static constexpr std::uint32_t b = 9;
  static constexpr std::uint32_t c = 5;
  static constexpr std::chrono::milliseconds no_answer = 5s;

  explicit RaceLab(std::uint64_t seed, SoftwareFaults* faults = nullptr);

  ExchangeLab& lab() { return lab_; }
  runtime::Random& random() { return random_; }

  /// `a` has dialled `b`, all but the last digit.
  void dial_all_but_one();
  /// `a` has dialled `b`, which rings.
  void ring();
  void talk();

  /// Within the next `window`, at the same instant for some seeds.
  template <class M>
  void soon(std::uint32_t line, const M& message, runtime::Duration window = 3ms) {
    lab_.node.send_after(some(window), lab_.equipment->card_of_line(line), message);
  }
  /// After `time`.
  template <class M>
  void later(runtime::Duration time, std::uint32_t line, const M& message) {
    lab_.node.send_after(time, lab_.equipment->card_of_line(line), message);
  }
  hwsim::Lift lift(std::uint32_t line) const { return {lab_.port(line)}; }
  hwsim::HangUp hang_up(std::uint32_t line) const { return {lab_.port(line)}; }
  hwsim::Press press(std::uint32_t line, char symbol) const { return {lab_.port(line), symbol}; }
  hwsim::PressFlash flash(std::uint32_t line) const { return {lab_.port(line)}; }
  char last_digit_of(std::uint32_t line) const { return lab_.number(line).back(); }

  /// Zero for every second seed, otherwise anything below `window`.
  runtime::Duration some(runtime::Duration window);

  /// Everybody hangs up; then nothing may be left of the race, and nothing may have crashed that
  /// was not made to.
  void expect_order();
  /// Both lines can call and be called again.
  void expect_service();

 private:
  static LabPlan plan(std::uint64_t seed, SoftwareFaults* faults);
  void expect_books();
  void expect_lines_idle();
  void expect_only_wanted_crashes() const;

  runtime::Random random_;
  bool half_calls_crash_;
  bool at_once_;
  ExchangeLab lab_;
  std::size_t alive_;
};

}  // namespace forlopp::exchange

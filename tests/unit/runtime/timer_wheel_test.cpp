#include "runtime/internal/timer_wheel.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/random.hpp"

namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;

struct Number {
  std::uint64_t value;
};

Envelope* envelope_of(std::uint64_t number) {
  return Message::of(Number{number}).release();
}
std::uint64_t number_in(Envelope* envelope) {
  Message message{envelope};
  return message.get_if<Number>()->value;
}

/// The same promises, kept in the simplest way.
class SortedList {
 public:
  void set(Instant when, std::uint64_t number, TimerWheel::Handle handle) {
    entries_.push_back({when, number, handle});
  }
  std::optional<Instant> cancel(TimerWheel::Handle handle) {
    const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& e) { return e.handle == handle; });
    if (entry == entries_.end()) return std::nullopt;
    const Instant when = entry->when;
    entries_.erase(entry);
    return when;
  }
  Instant next() const { return entries_.empty() ? Instant::max() : earliest()->when; }
  std::optional<std::uint64_t> take_due(Instant now) {
    if (entries_.empty() || earliest()->when > now) return std::nullopt;
    const auto entry = earliest();
    const std::uint64_t number = entry->number;
    entries_.erase(entry);
    return number;
  }
  TimerWheel::Handle any(Random& random) const {
    return entries_.empty() ? 0 : entries_[random.below(entries_.size())].handle;
  }
  std::size_t pending() const { return entries_.size(); }

 private:
  struct Entry {
    Instant when;
    std::uint64_t number;  // Rising, so that it is also the order of setting.
    TimerWheel::Handle handle;
  };
  std::vector<Entry>::const_iterator earliest() const {
    return std::min_element(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return std::pair{a.when, a.number} < std::pair{b.when, b.number};
    });
  }
  std::vector<Entry> entries_{};
};

/// From nanoseconds to years.
Duration any_delay(Random& random) {
  return Duration{random.below(std::uint64_t{1} << random.below(60))};
}

class Comparison {
 public:
  explicit Comparison(std::uint64_t seed) : random_{seed} {}
  void step() {
    switch (random_.below(8)) {
      case 0:
      case 1:
      case 2: set(); break;
      case 3: cancel(list_.any(random_)); break;
      case 4: cancel(random_.chance(0.5) ? last_ : random_.next()); break;
      case 5: EXPECT_EQ(wheel_.next(), list_.next()); break;
      case 6: EXPECT_LE(wheel_.lower_bound(), list_.next()); break;
      default: take_due();
    }
    EXPECT_EQ(wheel_.pending(), list_.pending());
  }

 private:
  void set() {
    const Instant when = now_ + any_delay(random_) - (random_.chance(0.1) ? 1s : 0s);
    last_ = wheel_.set(when, envelope_of(++numbers_));
    EXPECT_NE(last_, 0U);
    list_.set(when, numbers_, last_);
  }
  void cancel(TimerWheel::Handle handle) { EXPECT_EQ(wheel_.cancel(handle), list_.cancel(handle)); }
  void take_due() {
    now_ = random_.chance(0.5) && list_.pending() > 0 ? std::max(now_, list_.next())
                                                      : now_ + any_delay(random_);
    for (;;) {
      Envelope* envelope = wheel_.take_due(now_);
      const auto expected = list_.take_due(now_);
      ASSERT_EQ(envelope != nullptr, expected.has_value());
      if (envelope == nullptr) return;
      EXPECT_EQ(number_in(envelope), *expected);
    }
  }

  Random random_;
  TimerWheel wheel_{};
  SortedList list_{};
  Instant now_{};
  std::uint64_t numbers_ = 0;
  TimerWheel::Handle last_ = 0;
};

TEST(TimerWheel, DoesWhatASortedListDoes) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Comparison comparison{seed};
    for (int i = 0; i < 100; ++i) comparison.step();
    if (testing::Test::HasFailure()) return;
  }
}

TEST(TimerWheel, AHandleNeverMeansALaterTimer) {
  TimerWheel wheel;
  const auto first = wheel.set(Instant{1s}, envelope_of(1));
  EXPECT_TRUE(wheel.cancel(first));
  const auto second = wheel.set(Instant{1s}, envelope_of(2));
  EXPECT_NE(first, second);
  EXPECT_FALSE(wheel.cancel(first));
  EXPECT_TRUE(wheel.cancel(second));
}

TEST(TimerWheel, CancelledTimersBeforeAFarOneDoNotPileUp) {
  // They stay in a heap until they are due; looking for the next timer once made that for ever.
  TimerWheel wheel;
  wheel.set(Instant{1000h}, envelope_of(0));
  EXPECT_EQ(wheel.next(), Instant{1000h});
  TimerWheel::Handle highest = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto handle = wheel.set(Instant{1h}, envelope_of(1));
    wheel.cancel(handle);
    highest = std::max(highest, handle % (1U << 28));
  }
  EXPECT_LT(highest, 1000U);
}

TEST(TimerWheel, AtTheEndOfTimeNeverFires) {
  TimerWheel wheel;
  wheel.set(Instant::max(), envelope_of(1));
  EXPECT_EQ(wheel.take_due(Instant{std::chrono::hours{24 * 365 * 100}}), nullptr);
  EXPECT_EQ(wheel.next(), Instant::max());
}

}  // namespace
}  // namespace forlopp::runtime

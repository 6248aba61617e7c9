// Goal: every event is defined in every point in call, for every half.
// Method: tell a half random events, sensible and absurd, and check after each one that its point
// in call moved along rows of the table only, that timers and tones are stopped only when they run,
// that there is one cause, and that nothing happens after Finish.
#include <array>
#include <set>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "callmodel/incoming_trunk_half.hpp"
#include "callmodel/o_bcsm.hpp"
#include "callmodel/originating_half.hpp"
#include "callmodel/outgoing_trunk_half.hpp"
#include "callmodel/t_bcsm.hpp"
#include "callmodel/terminating_half.hpp"
#include "runtime/random.hpp"

namespace forlopp::callmodel {
namespace {

constexpr std::array some_causes{
    Cause::normal_clearing,      Cause::user_busy, Cause::no_answer, Cause::no_circuit_available,
    Cause::network_out_of_order, Cause{99}};
constexpr std::array some_digits{Digit::d2, Digit::d0, Digit::d9, Digit::star};

/// The event of a number below `event_count`, with random contents.
class AnyEvent {
 public:
  static constexpr std::size_t event_count = std::variant_size_v<Event>;

  explicit AnyEvent(runtime::Random& random) : random_(random) {}

  Event operator()(std::size_t kind) { return make<0>(kind); }

 private:
  template <std::size_t kind>
  Event make(std::size_t wanted) {
    if constexpr (kind < event_count) {
      if (kind != wanted) return make<kind + 1>(wanted);
      std::variant_alternative_t<kind, Event> event{};
      fill(event);
      return event;
    } else {
      return OffHook{};
    }
  }

  template <class T>
  void fill(T& event) {
    if constexpr (requires { event.cause; }) event.cause = pick(some_causes);
    if constexpr (requires { event.digit; }) event.digit = pick(some_digits);
    if constexpr (requires { event.timer; }) {
      event.timer = static_cast<TimerId>(random_.below(timer_count));
    }
    if constexpr (requires { event.policy; }) {
      event.policy = static_cast<ReleasePolicy>(random_.below(4));
    }
    if constexpr (std::is_same_v<T, TrunkSignal>) {
      event.message = static_cast<TrunkMessage>(random_.below(9));
      event.called = "2002"_dn;
    }
  }

  template <class Values>
  auto pick(const Values& values) {
    return values[random_.below(values.size())];
  }

  runtime::Random& random_;
};

/// Watches the actions of one half.
class Watch {
 public:
  explicit Watch(const Bcsm& bcsm, Pic start) : bcsm_(bcsm), pic_(start) {}

  void see(const Action& action) {
    EXPECT_FALSE(finished_) << "an action after Finish";
    if (const auto* step = std::get_if<Passed>(&action)) see_step(*step);
    if (const auto* start = std::get_if<StartTimer>(&action)) running_.insert(start->timer);
    if (const auto* stop = std::get_if<StopTimer>(&action)) {
      EXPECT_EQ(running_.erase(stop->timer), 1U);
    }
    if (std::holds_alternative<GiveTone>(action)) tone_ = true;
    if (std::holds_alternative<StopTone>(action)) {
      EXPECT_TRUE(tone_);
      tone_ = false;
    }
    count(action);
  }

  void see_end() {
    EXPECT_TRUE(running_.empty());
    EXPECT_FALSE(tone_);
    EXPECT_EQ(held_, 0);
    EXPECT_EQ(records_opened_, records_completed_);
    EXPECT_LE(records_opened_, 1);
  }

  void expired(TimerId timer) { running_.erase(timer); }
  bool runs(TimerId timer) const { return running_.contains(timer); }
  bool finished() const { return finished_; }
  int attempts_ended() const { return attempts_ended_; }
  Pic pic() const { return pic_; }

 private:
  void see_step(const Passed& step) {
    EXPECT_EQ(step.from, pic_);
    const bool is_row = std::ranges::any_of(bcsm_.rows(), [&](const Transition& row) {
      return row.from == step.from && row.dp == step.dp && row.to == step.to;
    });
    EXPECT_TRUE(is_row) << name(step.from) << " to " << name(step.to);
    pic_ = step.to;
  }

  /// Releases never outnumber seizures.
  void count(const Action& action) {
    const bool is_seizure = std::holds_alternative<StartRinging>(action);
    const bool is_release = std::holds_alternative<StopRinging>(action);
    held_ += is_seizure ? 1 : 0;
    held_ -= is_release ? 1 : 0;
    EXPECT_GE(held_, 0);
    records_opened_ += std::holds_alternative<OpenCallRecord>(action) ? 1 : 0;
    records_completed_ += std::holds_alternative<CompleteCallRecord>(action) ? 1 : 0;
    attempts_ended_ += std::holds_alternative<EndAttempt>(action) ? 1 : 0;
    EXPECT_LE(attempts_ended_, 1);
    if (std::holds_alternative<Finish>(action)) finished_ = true;
  }

  const Bcsm& bcsm_;
  Pic pic_;
  std::set<TimerId> running_;
  bool tone_ = false;
  bool finished_ = false;
  int held_ = 0;
  int records_opened_ = 0;
  int records_completed_ = 0;
  int attempts_ended_ = 0;
};

struct Seen {
  std::set<std::pair<Pic, std::size_t>> pairs;
  int finished = 0;
};

/// One half under watch.
template <class Half>
class Told {
 public:
  Told(Half half, const Bcsm& bcsm, Seen& seen)
      : half_(std::move(half)), watch_(bcsm, half_.pic()), seen_(seen) {
    DigitTreeBuilder builder;
    (void)builder.add_prefix("2", 4, 4, {.id = 2});
    (void)builder.add_prefix("20", 2, 2, {.id = 20});
    numbering_ = builder.build();
  }

  void tell(const Event& event) {
    if (const auto* expiry = std::get_if<TimerExpired>(&event)) {
      if (!watch_.runs(expiry->timer)) return;
      watch_.expired(expiry->timer);
    }
    seen_.pairs.insert({half_.pic(), event.index()});
    actions_.clear();
    half_.handle(event, Context{Instant{++now_}, numbering_, timers_}, actions_);
    for (const Action& action : actions_) watch_.see(action);
    EXPECT_EQ(half_.pic(), watch_.pic());
    EXPECT_EQ(half_.finished(), watch_.finished());
  }

  void end() {
    if (!watch_.finished()) return;
    ++seen_.finished;
    watch_.see_end();
  }

 private:
  Half half_;
  Watch watch_;
  Seen& seen_;
  DigitTree numbering_;
  TimerSet timers_;
  Actions actions_;
  int now_ = 0;
};

using GoodCall = std::vector<Event>;

template <class Make>
Seen over_seeds(const Bcsm& bcsm, const GoodCall& good_call, Make make) {
  Seen seen;
  for (std::uint64_t seed = 0; seed < 5000 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    runtime::Random random{seed};
    AnyEvent any_event{random};
    Told told{make(), bcsm, seen};
    const auto led = random.below(good_call.size() + 1);
    for (std::size_t at = 0; at < led; ++at) told.tell(good_call[at]);
    for (int times = 0; times < 60; ++times) {
      const Event event = any_event(random.below(AnyEvent::event_count));
      // A failure to ring ends the ringing by itself, which the watch cannot see.
      if (!std::holds_alternative<RingingFailed>(event)) told.tell(event);
    }
    told.end();
  }
  EXPECT_GT(seen.finished, 100);
  return seen;
}

const GoodCall from_a_line{
    OffHook{},
    AdmissionGranted{},
    ReceiverGranted{},
    DigitDialled{Digit::d2},
    DigitDialled{Digit::d1},
    DigitDialled{Digit::d1},
    DigitDialled{Digit::d1},
    RouteSelected{},
    Proceeding{},
    Alerting{},
    Answer{},
    Suspend{},
    Release{},
};
const GoodCall to_a_line{
    Setup{},   LineSeized{}, PathGranted{}, RingingStarted{},
    OffHook{}, OnHook{},     OffHook{},     Release{},
};
const GoodCall to_a_trunk{
    Setup{},
    CircuitSeized{},
    PathGranted{},
    TrunkSignal{.message = TrunkMessage::acm},
    TrunkSignal{.message = TrunkMessage::anm},
    TrunkSignal{.message = TrunkMessage::sus},
};
const GoodCall from_a_trunk{
    TrunkSignal{.message = TrunkMessage::iam, .calling = "1"_dn, .called = "2111"_dn},
    AdmissionGranted{},
    RouteSelected{},
    Alerting{},
    Answer{},
    Suspend{},
};

/// The points in call in which a half can be when an event comes, times the events but the two that
/// are not tried at any time.
std::size_t expected_pairs(std::initializer_list<Pic> passing, const Bcsm& bcsm) {
  std::set<Pic> pics;
  for (const Transition& row : bcsm.rows()) pics.insert(row.from);
  return (pics.size() - passing.size()) * (AnyEvent::event_count - 2);
}

TEST(EveryEvent, IsDefinedInEveryPointInCallOfAnOriginatingHalf) {
  const Seen seen = over_seeds(o_bcsm, from_a_line, [] {
    return OriginatingHalf{{CallId{1}, PortId{1}, "2001"_dn, {}}};
  });
  EXPECT_GE(seen.pairs.size(),
            expected_pairs({Pic::analyse_information, Pic::authorize_call_setup}, o_bcsm));
}

TEST(EveryEvent, IsDefinedInEveryPointInCallOfATerminatingHalf) {
  const Seen seen = over_seeds(
      t_bcsm, to_a_line, [] { return TerminatingHalf{{.port = PortId{2}, .line_class = {}}}; });
  EXPECT_GE(seen.pairs.size(), expected_pairs({Pic::authorize_termination_attempt}, t_bcsm));
}

TEST(EveryEvent, IsDefinedInEveryPointInCallOfAnOutgoingTrunkHalf) {
  const Seen seen = over_seeds(t_bcsm, to_a_trunk, [] {
    return OutgoingTrunkHalf{Route{RouteKind::trunk, 1}};
  });
  EXPECT_GE(seen.pairs.size(),
            expected_pairs({Pic::authorize_termination_attempt, Pic::t_exception}, t_bcsm));
}

TEST(EveryEvent, IsDefinedInEveryPointInCallOfAnIncomingTrunkHalf) {
  const Seen seen = over_seeds(o_bcsm, from_a_trunk, [] {
    return IncomingTrunkHalf{CallId{1}, PortId{1}};
  });
  EXPECT_GE(seen.pairs.size(), expected_pairs({Pic::collect_information, Pic::analyse_information,
                                               Pic::authorize_call_setup, Pic::o_exception},
                                              o_bcsm));
}

}  // namespace
}  // namespace forlopp::callmodel

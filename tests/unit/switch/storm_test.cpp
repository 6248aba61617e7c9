// Goal: whatever a bad link, killed processes, crashing half-calls and impatient people do, the
// books add up and everything comes back.
// Method: a small exchange with people at its lines; faults drawn from the seed; then quiet, then
// an audit.
#include <array>

#include <gtest/gtest.h>

#include "hwsim/people.hpp"
#include "switch/calls/software_faults.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

class RareCrash final : public SoftwareFaults {
 public:
  double probability = 0.0;
  Strike at(const CallPoint&, runtime::Random& random) override {
    if (probability <= 0 || !random.chance(probability)) return Strike::none;
    return random.chance(0.5) ? Strike::throws : Strike::null_dereference;
  }
};

constexpr std::array<const char*, 14> victims{
    "card 1/1", "card 2/2", "shelf 1", "shelves", "path_finder", "digit_receivers", "resources",
    "store",    "alarms",   "calls",   "audit",   "admission",   "measurement",     "maintenance"};

hwsim::CallingClass busy_people() {
  using hwsim::Distribution;
  hwsim::CallingClass people;
  people.habits.holding_time = Distribution::exponential(5s);
  people.habits.answer_delay = Distribution::exponential(2s);
  people.habits.no_answer_share = 0.1;
  people.habits.called_hangs_up_share = 0.3;
  people.habits.patience = Distribution::constant(8s);
  people.habits.dial_tone_patience = Distribution::constant(5s);
  people.habits.think_time = Distribution::exponential(300ms);
  people.habits.digit_interval = Distribution::exponential(150ms);
  people.habits.mistake_share = 0.05;
  people.habits.tone_reaction = Distribution::exponential(500ms);
  people.habits.silence_patience = Distribution::constant(20s);
  people.habits.retry_share = 0.3;
  people.habits.retry_delay = Distribution::exponential(2s);
  people.destinations = {{.kind = hwsim::DestinationKind::local, .share = 0.8},
                         {.kind = hwsim::DestinationKind::unallocated, .share = 0.05},
                         {.kind = hwsim::DestinationKind::abandoned, .share = 0.1},
                         {.kind = hwsim::DestinationKind::no_digits, .share = 0.05}};
  return people;
}

void break_link(ExchangeLab& lab, runtime::Random& random) {
  const auto line = static_cast<std::uint32_t>(random.below(16));
  const double probability = random.uniform() * 0.2;
  switch (random.below(5)) {
    case 0: return lab.to_card(line, hwsim::LoseMessages{probability});
    case 1: return lab.to_card(line, hwsim::DoubleMessages{probability});
    case 2: return lab.to_card(line, hwsim::ReorderMessages{probability});
    case 3: return lab.to_card(line, hwsim::DamageMessages{probability});
    case 4:
      return lab.to_card(
          line, hwsim::DelayMessages{probability, hwsim::Distribution::exponential(200ms)});
  }
}

void break_something(ExchangeLab& lab, RareCrash& crash, runtime::Random& random) {
  const auto line = static_cast<std::uint32_t>(random.below(16));
  switch (random.below(7)) {
    case 0: return lab.kill(victims.at(random.below(victims.size())));
    case 1: crash.probability = random.uniform() * 0.05; return;
    case 2: return lab.to_card(line, hwsim::PullCard{2s});
    case 3: return lab.to_card(line, hwsim::CrashCard{2s});
    case 4: return lab.to_card(line, hwsim::HangFirmware{});
    case 5: return lab.to_card(line, hwsim::BabbleLine{lab.port(line), 50.0, 3s});
    case 6: return break_link(lab, random);
  }
}

class Storm : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Storm, LeavesNothingBehind) {
  const std::uint64_t seed = GetParam();
  SCOPED_TRACE(testing::Message() << "seed=" << seed);
  runtime::Random random{seed};
  RareCrash crash;
  LabPlan plan;
  plan.config = small_exchange();
  plan.seed = seed;
  plan.faults = &crash;
  plan.callers = busy_people();
  plan.hands = Hold::nobody;
  ExchangeLab lab{plan};
  for (std::uint32_t line = 0; line < 16; line += 4) {
    lab.to_card(line, hwsim::OriginateWhenIdle{.first = 1, .last = 4, .rate = 0.2});
  }
  for (int round = 0; round < 12; ++round) {
    lab.run(runtime::Duration{static_cast<std::int64_t>(random.below(10'000'000'000))});
    break_something(lab, crash, random);
  }
  crash.probability = 0;
  for (std::uint32_t line = 0; line < 16; line += 4) {
    lab.to_card(line, hwsim::StopOriginating{});
    lab.to_card(line, hwsim::Heal{});
  }
  lab.run(600s);
  const AuditReport report = lab.audit();
  for (const AuditLaw& law : report.laws) {
    EXPECT_TRUE(law.broken.empty()) << text(law.law) << ": " << law.broken.front();
  }
  const CallCounts counts = lab.counts();
  EXPECT_GT(counts.attempts, 5U);
  EXPECT_EQ(counts.in_progress, 0U);
  EXPECT_EQ(counts.talking, 0U);
  EXPECT_EQ(counts.waiting, 0U);
  for (std::uint32_t line = 0; line < 16; ++line) {
    const hal::PortState state = lab.state(line);
    EXPECT_EQ(state.tone, hal::Tone::silence) << "line " << line;
    EXPECT_FALSE(state.path) << "line " << line;
    EXPECT_EQ(state.ringing, hal::Ringing::silent) << "line " << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Storm, testing::Range<std::uint64_t>(1, 61));

}  // namespace
}  // namespace forlopp::exchange

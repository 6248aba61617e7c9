#include "tests/unit/callmodel/two_halves.hpp"

#include <gtest/gtest.h>

namespace forlopp::callmodel {

namespace {

constexpr PortId caller_port{1};
constexpr PortId called_port{2};
constexpr PortId circuit_port{3};

template <class... Lambdas>
struct Overloaded : Lambdas... {
  using Lambdas::operator()...;
};

DigitTree one_block() {
  DigitTreeBuilder builder;
  EXPECT_TRUE(builder.add_prefix("2", 4, 4, {.id = 2}));
  return builder.build();
}

template <class T>
T take(std::deque<T>& queue) {
  T first = queue.front();
  queue.pop_front();
  return first;
}

}  // namespace

TwoHalves::TwoHalves(std::uint64_t seed, Access access, LineClass called)
    : random_(seed),
      access_(access),
      called_class_(called),
      numbering_(one_block()),
      o_({.call = CallId{7}, .port = caller_port, .number = "2001"_dn, .line_class = {}}) {
  caller_.held = true;
}

void TwoHalves::caller_lifts() {
  caller_.off_hook = true;
  to_o_from_line_.push_back(OffHook{});
}

void TwoHalves::caller_hangs_up() {
  caller_.off_hook = false;
  if (!caller_.dead) to_o_from_line_.push_back(OnHook{});
}

void TwoHalves::caller_dials(std::string_view digits) {
  for (const char digit : digits) to_o_from_line_.push_back(DigitDialled{*to_digit(digit)});
}

void TwoHalves::called_lifts() {
  called_.off_hook = true;
  called_.ringing = false;  // Ring trip is the card's.
  if (called_.dead) return;
  if (called_.held) {
    to_t_from_line_.push_back(OffHook{});
  } else {
    called_originates_ = true;
  }
}

void TwoHalves::called_hangs_up() {
  called_.off_hook = false;
  if (called_.held && !called_.dead) to_t_from_line_.push_back(OnHook{});
  called_originates_ = false;
}

void TwoHalves::far_end_says(TrunkMessage message, Cause cause) {
  to_t_from_far_.push_back(TrunkSignal{message, cause, {}, {}});
}

void TwoHalves::caller_card_dies() {
  caller_ = {.off_hook = false, .held = caller_.held, .ringing = false, .dead = true, .tone = {}};
  to_o_from_line_.push_back(LineLost{});
}

void TwoHalves::called_card_dies() {
  called_ = {.off_hook = false, .held = called_.held, .ringing = false, .dead = true, .tone = {}};
  if (called_.held) to_t_from_line_.push_back(LineLost{});
}

void TwoHalves::o_half_dies() {
  if (!o_alive_ || o_finished_) return;
  o_alive_ = false;
  o_timers_.clear();
  o_to_exchange_.clear();
  o_to_line_.clear();
  receiver_held_ = false;
  caller_.held = false;
  caller_.tone.reset();
  if (t_) to_t_from_o_.push_back(HalfLost{});
}

void TwoHalves::t_half_dies() {
  if (!t_alive_ || t_finished_) return;
  t_alive_ = false;
  t_timers_.clear();
  t_to_exchange_.clear();
  t_to_line_.clear();
  t_to_far_.clear();
  path_held_ = path_connected_ = circuit_held_ = false;
  called_.held = called_.ringing = false;
  called_.tone.reset();
  to_o_from_t_.push_back(HalfLost{});
}

Pic TwoHalves::t_pic() const {
  return t_ ? std::visit([](const auto& half) { return half.pic(); }, *t_) : Pic::t_null;
}

std::uint32_t TwoHalves::discarded() const {
  const auto in_t =
      t_ ? std::visit([](const auto& half) { return half.discarded(); }, *t_) : std::uint32_t{0};
  return o_.discarded() + in_t;
}

void TwoHalves::expire_o(TimerId timer) {
  if (o_timers_.erase(timer) == 0) return;
  Events one{TimerExpired{timer}};
  give_event_to_o(one);
}

void TwoHalves::expire_t(TimerId timer) {
  if (t_timers_.erase(timer) == 0) return;
  Events one{TimerExpired{timer}};
  give_event_to_t(one);
}

bool TwoHalves::run_until(const std::function<bool()>& holds) {
  while (!holds()) {
    if (!step()) return false;
  }
  return true;
}

/// Moves the first message of a random queue that has one.
bool TwoHalves::step() {
  std::vector<std::function<void()>> moves;
  for (Events* queue : {&to_o_from_line_, &to_o_from_exchange_, &to_o_from_t_}) {
    if (!queue->empty()) moves.push_back([this, queue] { give_event_to_o(*queue); });
  }
  for (Events* queue : {&to_t_from_line_, &to_t_from_exchange_, &to_t_from_o_, &to_t_from_far_}) {
    if (!queue->empty()) moves.push_back([this, queue] { give_event_to_t(*queue); });
  }
  if (!o_to_line_.empty()) {
    moves.push_back([this] { line_does(caller_, take(o_to_line_), to_o_from_line_); });
  }
  if (!t_to_line_.empty()) {
    moves.push_back([this] { line_does(called_, take(t_to_line_), to_t_from_line_); });
  }
  if (!o_to_exchange_.empty()) {
    moves.push_back([this] { exchange_does_for_o(take(o_to_exchange_)); });
  }
  if (!t_to_exchange_.empty()) {
    moves.push_back([this] { exchange_does_for_t(take(t_to_exchange_)); });
  }
  if (!t_to_far_.empty()) moves.push_back([this] { far_end_does(take(t_to_far_)); });
  if (moves.empty()) return false;
  moves[random_.below(moves.size())]();
  now_ += Instant{1};
  return true;
}

void TwoHalves::give_event_to_o(Events& from) {
  const Event event = take(from);
  if (!o_alive_) return;
  Actions actions;
  o_.handle(event, context(), actions);
  for (const Action& action : actions) sort_o(action);
}

void TwoHalves::give_event_to_t(Events& from) {
  const Event event = take(from);
  if (!t_alive_) return;
  Actions actions;
  std::visit([&](auto& half) { half.handle(event, context(), actions); }, *t_);
  for (const Action& action : actions) sort_t(action);
}

void TwoHalves::note_timer(Timers& running, const Action& action) {
  if (const auto* start = std::get_if<StartTimer>(&action)) running[start->timer] = true;
  if (const auto* stop = std::get_if<StopTimer>(&action)) {
    EXPECT_EQ(running.erase(stop->timer), 1U) << "stopped a timer that did not run";
  }
}

void TwoHalves::sort_o(const Action& action) {
  EXPECT_FALSE(o_finished_) << "an action after Finish";
  note_timer(o_timers_, action);
  note_fact(action);
  if (std::holds_alternative<Finish>(action)) o_finished_ = true;
  if (const auto* send = std::get_if<SendToPeer>(&action)) {
    to_t_from_o_.push_back(to_event(send->primitive));
  }
  if (const auto* set_up = std::get_if<SetUp>(&action)) {
    if (access_ == Access::line) {
      t_.emplace(TerminatingHalf{{.port = called_port, .line_class = called_class_}});
    } else {
      t_.emplace(OutgoingTrunkHalf{set_up->route});
    }
    t_alive_ = true;
    to_t_from_o_.push_back(set_up->setup);
  }
  const bool is_for_line =
      std::holds_alternative<GiveTone>(action) || std::holds_alternative<StopTone>(action) ||
      std::holds_alternative<ReleaseLine>(action) || std::holds_alternative<LockOutLine>(action);
  (is_for_line ? o_to_line_ : o_to_exchange_).push_back(action);
}

void TwoHalves::sort_t(const Action& action) {
  EXPECT_FALSE(t_finished_) << "an action after Finish";
  note_timer(t_timers_, action);
  if (std::holds_alternative<Finish>(action)) t_finished_ = true;
  if (const auto* send = std::get_if<SendToPeer>(&action)) {
    to_o_from_t_.push_back(to_event(send->primitive));
  }
  if (const auto* send = std::get_if<SendToTrunk>(&action)) t_to_far_.push_back(send->signal);
  const bool is_for_line =
      std::holds_alternative<GiveTone>(action) || std::holds_alternative<StopTone>(action) ||
      std::holds_alternative<StartRinging>(action) || std::holds_alternative<StopRinging>(action) ||
      std::holds_alternative<SeizeLine>(action) || std::holds_alternative<ReleaseLine>(action) ||
      std::holds_alternative<LockOutLine>(action);
  (is_for_line ? t_to_line_ : t_to_exchange_).push_back(action);
}

void TwoHalves::line_does(Telephone& telephone, const Action& action, Events& answer) {
  std::visit(Overloaded{
                 [&](const GiveTone& give) {
                   if (!telephone.dead) telephone.tone = give.tone;
                 },
                 [&](const StopTone&) { telephone.tone.reset(); },
                 [&](const LockOutLine&) { telephone.tone.reset(); },
                 [&](const StartRinging&) {
                   if (telephone.dead || !answers_ringing) return;
                   telephone.ringing = !telephone.off_hook;
                   answer.push_back(RingingStarted{});
                 },
                 [&](const StopRinging&) { telephone.ringing = false; },
                 [&](const SeizeLine&) {
                   if (telephone.dead) {
                     answer.push_back(LineRefused{Cause::destination_out_of_order});
                   } else if (telephone.off_hook) {
                     answer.push_back(LineRefused{Cause::user_busy});
                   } else {
                     telephone.held = true;
                     answer.push_back(LineSeized{});
                   }
                 },
                 [&](const ReleaseLine&) { telephone.held = false; },
                 [](const auto&) {},
             },
             action);
}

void TwoHalves::exchange_does_for_o(const Action& action) {
  Events& answer = to_o_from_exchange_;
  std::visit(Overloaded{
                 [&](const RequestAdmission&) { answer.push_back(AdmissionGranted{}); },
                 [&](const RequestReceiver&) {
                   receiver_held_ = !refuses_receiver;
                   if (refuses_receiver) {
                     answer.push_back(ReceiverRefused{});
                   } else {
                     answer.push_back(ReceiverGranted{});
                   }
                 },
                 [&](const ReleaseReceiver&) { receiver_held_ = false; },
                 [&](const SelectRoute&) {
                   const auto kind = access_ == Access::line ? RouteKind::line : RouteKind::trunk;
                   answer.push_back(RouteSelected{{kind, 2}});
                 },
                 [](const auto&) {},
             },
             action);
}

void TwoHalves::exchange_does_for_t(const Action& action) {
  Events& answer = to_t_from_exchange_;
  std::visit(Overloaded{
                 [&](const RequestPath& path) {
                   EXPECT_EQ(path.from, caller_port);
                   path_held_ = !refuses_path;
                   if (refuses_path) {
                     answer.push_back(PathRefused{});
                   } else {
                     answer.push_back(PathGranted{});
                   }
                 },
                 [&](const ConnectPath&) { path_connected_ = path_held_; },
                 [&](const ReleasePath&) { path_held_ = path_connected_ = false; },
                 [&](const SeizeCircuit&) {
                   circuit_held_ = !all_circuits_busy;
                   if (all_circuits_busy) {
                     answer.push_back(CircuitRefused{});
                   } else {
                     answer.push_back(CircuitSeized{circuit_port});
                   }
                 },
                 [&](const ReleaseCircuit&) { circuit_held_ = false; },
                 [](const auto&) {},
             },
             action);
}

void TwoHalves::far_end_does(const TrunkSignal& signal) {
  if (signal.message == TrunkMessage::iam) far_end_says(TrunkMessage::acm);
  if (signal.message == TrunkMessage::rel) far_end_says(TrunkMessage::rlc);
}

void TwoHalves::note_fact(const Action& action) {
  if (std::holds_alternative<OpenCallRecord>(action)) ++records_opened_;
  if (const auto* done = std::get_if<CompleteCallRecord>(&action)) records_.push_back(done->record);
  if (const auto* end = std::get_if<EndAttempt>(&action)) outcomes_.push_back(end->outcome);
}

void TwoHalves::call_until(Pic pic) {
  caller_lifts();
  if (run_until([&] { return o_.pic() == pic; })) return;
  caller_dials("2002");
  run_until([&] { return o_.pic() == pic; });
}

bool TwoHalves::fire_any_timer() {
  const bool has_o = o_alive_ && !o_timers_.empty();
  const bool has_t = t_alive_ && !t_timers_.empty();
  if (has_o) expire_o(o_timers_.begin()->first);
  if (has_t && !t_timers_.empty()) expire_t(t_timers_.begin()->first);
  return has_o || has_t;
}

void TwoHalves::wind_up() {
  run();
  if (caller_.off_hook) caller_hangs_up();
  run();
  if (called_.off_hook) called_hangs_up();
  run();
  for (int round = 0; round < 20 && fire_any_timer(); ++round) run();
}

void TwoHalves::expect_clean() const {
  if (o_alive_) {
    EXPECT_TRUE(o_finished_) << name(o_.pic());
    EXPECT_EQ(o_.pic(), Pic::o_null);
    EXPECT_EQ(outcomes_.size(), 1U);
    EXPECT_NE(cause(), Cause::none);
    EXPECT_EQ(records_.size(), static_cast<std::size_t>(records_opened_));
  }
  if (t_alive_) {
    EXPECT_TRUE(t_finished_) << name(t_pic());
    EXPECT_EQ(t_pic(), Pic::t_null);
  }
  EXPECT_LE(records_opened_, 1);
  EXPECT_TRUE(o_timers_.empty());
  EXPECT_TRUE(t_timers_.empty());
  EXPECT_FALSE(receiver_held_);
  EXPECT_FALSE(path_held_);
  EXPECT_FALSE(path_connected_);
  EXPECT_FALSE(circuit_held_);
  for (const Telephone& telephone : {caller_, called_}) {
    EXPECT_FALSE(telephone.ringing);
    EXPECT_FALSE(telephone.held);
    EXPECT_FALSE(telephone.tone.has_value());
  }
}

}  // namespace forlopp::callmodel

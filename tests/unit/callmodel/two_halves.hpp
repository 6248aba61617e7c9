#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "callmodel/digit_tree.hpp"
#include "callmodel/originating_half.hpp"
#include "callmodel/outgoing_trunk_half.hpp"
#include "callmodel/terminating_half.hpp"
#include "runtime/random.hpp"

namespace forlopp::callmodel {

/// A small exchange around the two halves of one call, without time: messages wait in one queue per
/// pair of parties, and a seed picks which queue moves next. Keeps books on everything that the
/// halves take and must give back.
class TwoHalves {
 public:
  enum class Access { line, trunk };
  explicit TwoHalves(std::uint64_t seed, Access access = Access::line, LineClass called = {});

  // What people do. Their telephones know whether they are on- or off-hook.
  void caller_lifts();
  void caller_hangs_up();
  void caller_dials(std::string_view digits);
  void caller_flashes() { to_o_from_line_.push_back(Flash{}); }
  void called_lifts();
  void called_hangs_up();

  // What the far exchange does of itself.
  void far_end_says(TrunkMessage message, Cause cause = Cause::none);

  // What breaks.
  void caller_card_dies();
  void called_card_dies();
  void o_half_dies();
  void t_half_dies();
  void give_t(const Event& event) { to_t_from_o_.push_back(event); }
  void give_o(const Event& event) { to_o_from_t_.push_back(event); }

  /// Fires a timer if it runs.
  void expire_o(TimerId timer);
  void expire_t(TimerId timer);

  /// Moves random queues until the predicate holds. False if everything is at rest before.
  bool run_until(const std::function<bool()>& holds);
  /// Moves one message.
  void run_one() { step(); }
  /// Moves random queues until everything is at rest.
  void run() {
    run_until([] { return false; });
  }
  /// Lifts, waits for dial tone, dials; then runs until the originating half is in a point in call.
  void call_until(Pic pic);
  /// Everybody hangs up, every timer fires, until nothing happens any more.
  void wind_up();
  /// Expects that the call has left nothing behind: both in null, one cause, at most one record.
  void expect_clean() const;

  runtime::Random& random() { return random_; }
  OriginatingHalf& o() { return o_; }
  Pic o_pic() const { return o_.pic(); }
  Pic t_pic() const;
  bool t_exists() const { return t_.has_value(); }
  std::optional<ToneId> caller_hears() const { return caller_.tone; }
  bool is_ringing() const { return called_.ringing; }
  bool is_connected() const { return path_connected_; }
  Cause cause() const { return outcomes_.empty() ? Cause::none : outcomes_.front().cause; }
  const std::vector<AttemptOutcome>& outcomes() const { return outcomes_; }
  const std::vector<CallRecord>& records() const { return records_; }
  int records_opened() const { return records_opened_; }
  bool called_originates() const { return called_originates_; }
  std::uint32_t discarded() const;

  bool refuses_receiver = false;
  bool refuses_path = false;
  bool answers_ringing = true;
  bool all_circuits_busy = false;

 private:
  struct Telephone {
    bool off_hook = false;
    bool held = false;  ///< By a half.
    bool ringing = false;
    bool dead = false;
    std::optional<ToneId> tone;
  };
  using Events = std::deque<Event>;
  using Deeds = std::deque<Action>;
  using Timers = std::map<TimerId, bool>;

  Context context() const { return {now_, numbering_, timers_}; }
  bool step();
  void give_event_to_o(Events& from);
  void give_event_to_t(Events& from);
  void sort_o(const Action& action);
  void sort_t(const Action& action);
  void line_does(Telephone& telephone, const Action& action, Events& answer);
  void exchange_does_for_o(const Action& action);
  void exchange_does_for_t(const Action& action);
  void far_end_does(const TrunkSignal& signal);
  void note_fact(const Action& action);
  bool fire_any_timer();
  static void note_timer(Timers& running, const Action& action);

  runtime::Random random_;
  Access access_;
  LineClass called_class_;
  DigitTree numbering_;
  TimerSet timers_;
  Instant now_{1};

  OriginatingHalf o_;
  std::optional<std::variant<TerminatingHalf, OutgoingTrunkHalf>> t_;
  bool o_alive_ = true;
  bool t_alive_ = false;
  bool o_finished_ = false;
  bool t_finished_ = false;

  Telephone caller_;
  Telephone called_;
  bool called_originates_ = false;
  bool receiver_held_ = false;
  bool path_held_ = false;
  bool path_connected_ = false;
  bool circuit_held_ = false;

  Events to_o_from_line_, to_o_from_exchange_, to_o_from_t_;
  Events to_t_from_line_, to_t_from_exchange_, to_t_from_o_, to_t_from_far_;
  Deeds o_to_line_, o_to_exchange_, t_to_line_, t_to_exchange_;
  std::deque<TrunkSignal> t_to_far_;
  Timers o_timers_, t_timers_;

  std::vector<AttemptOutcome> outcomes_;
  std::vector<CallRecord> records_;
  int records_opened_ = 0;
};

}  // namespace forlopp::callmodel

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hwsim/backplane.hpp"
#include "hwsim/call_outcome.hpp"
#include "hwsim/people.hpp"
#include "hwsim/population.hpp"
#include "hwsim/telephone.hpp"
#include "hwsim/trunk_bids.hpp"
#include "runtime/gen_server.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hwsim {

/// What the far exchange does when the called person there hangs up.
enum class CalledClear : std::uint8_t {
  release,  ///< REL at once.
  suspend,  ///< SUS, and waits for the near exchange to release.
};

/// Which circuits the far end wins when both ends seize one at a time (Q.764, 2.9.1.4).
enum class GlareRule : std::uint8_t { far_wins_even, far_wins_odd };

/// One trunk group and the exchange and people at its other end. Shares lie in [0, 1]; of calls to
/// it, congestion takes its share first, then `unallocated_share` and `busy_share` of what is left.
struct FarExchangePlan {
  hal::TrunkGroupNumber group = 1;
  hal::CircuitNumber circuits = 30;  ///< At least 1.
  Distribution set_up_delay{};       ///< IAM to ACM, or to refusal.
  double busy_share = 0.0;           ///< REL 17.
  double congestion_share = 0.0;     ///< REL 34.
  double unallocated_share = 0.0;    ///< REL 1.
  std::uint8_t called_class = 0;     ///< Whose habits its people have when they are called.
  CalledClear called_clear = CalledClear::release;
  GlareRule glare = GlareRule::far_wins_odd;
  TrunkBids* bids = nullptr;  ///< May be null; outlives the far exchange.
};

// To a far exchange.

/// Somebody there wants to make a call of this class. Answered by `CallRefused` if no circuit is
/// idle; otherwise a `CallOutcome` comes some day.
struct PlaceTrunkCall {
  std::uint8_t calling_class = 0;
  runtime::Pid source{};
};
/// Takes circuits out of service from its side, and back in. Those that do not exist are left out.
struct BlockCircuits {
  hal::CircuitNumber first = 1;
  hal::CircuitNumber count = 1;
};
struct UnblockCircuits {
  hal::CircuitNumber first = 1;
  hal::CircuitNumber count = 1;
};
/// Is not sure of a circuit: RSC.
struct ResetCircuit {
  hal::CircuitNumber circuit = 1;
};
/// Hears nothing and says nothing until it starts again; then it knows nothing of its calls: GRS.
struct StopFarExchange {};
struct StartFarExchange {};
/// Asked with a call; answered by `TrunkCounts`, counted since it was built.
struct CountTrunks {};
struct TrunkCounts {
  std::uint64_t from_exchange = 0;  ///< IAMs that seized a circuit.
  std::uint64_t to_exchange = 0;    ///< IAMs that it sent.
  std::uint64_t outcomes = 0;       ///< Calls to the exchange that are over.
  std::uint64_t answered = 0;       ///< Either way.
  std::uint64_t glares = 0;
  std::uint64_t unexpected = 0;  ///< Messages that made no sense in the state of their circuit.
  std::uint32_t in_use = 0;      ///< Circuits with a call now.
};
/// It sends it to itself when a circuit has something to do.
struct CircuitsTick {};

/// The other end of a trunk group: answers calls, makes calls, and supervises circuits, in ISUP's
/// meaning. The driver of the group. Run it with `Processor::external`.
class FarExchange final : public runtime::GenServer<FarExchange> {
 public:
  using Context = runtime::Context;
  using Calls = runtime::Messages<CountTrunks>;
  using Infos = runtime::Messages<hal::TrunkMessage, CircuitsTick, SoundOnPath, Listen,
                                  StopListening, hal::ConnectCircuit, PlaceTrunkCall,
                                  hal::AttachTrunks, ReportOutcomesTo, BlockCircuits,
                                  UnblockCircuits, ResetCircuit, StopFarExchange, StartFarExchange>;

  FarExchange(const FarExchangePlan& plan, std::shared_ptr<const Backplane> backplane,
              std::shared_ptr<const Population> population);

  TrunkCounts handle_call(Context&, CountTrunks&, const runtime::From&);
  void handle_info(Context& context, hal::TrunkMessage& m);
  void handle_info(Context& context, CircuitsTick& m);
  void handle_info(Context& context, SoundOnPath& m);
  void handle_info(Context& context, Listen& m);
  void handle_info(Context& context, StopListening& m);
  void handle_info(Context& context, hal::ConnectCircuit& m);
  void handle_info(Context& context, PlaceTrunkCall& m);
  void handle_info(Context&, hal::AttachTrunks& m) { exchange_ = m.exchange; }
  void handle_info(Context&, ReportOutcomesTo& m) { collector_ = m.collector; }
  void handle_info(Context& context, BlockCircuits& m);
  void handle_info(Context& context, UnblockCircuits& m);
  void handle_info(Context& context, ResetCircuit& m);
  void handle_info(Context& context, StopFarExchange& m);
  void handle_info(Context& context, StartFarExchange& m);

 private:
  enum class State : std::uint8_t {
    idle,
    // Called from the exchange:
    seized,
    rings,
    answered,
    suspended,
    // Calls the exchange:
    calling,
    progressing,
    talks,
    // Either:
    releasing,
    resetting,
  };
  enum class Ending : std::uint8_t { by_caller, by_called, farewell_said };

  struct Circuit {
    State state = State::idle;
    bool blocked_here = false;
    bool blocked_there = false;
    Ending ending = Ending::by_caller;
    std::uint8_t calling_class = 0;
    Intention intention{};
    Sound sound{};            // What the far end puts on it.
    hal::PathEnd listener{};  // Who in the exchange hears it.
    hal::PathEnd path{};      // Whom it hears.
    CallResult result = CallResult::answered;
    runtime::Instant seized_at{};
    runtime::Duration post_dial_delay = never;
    runtime::Duration answer_delay = never;
    runtime::Instant due = runtime::Instant::max();
  };

  Circuit& at(hal::CircuitNumber number) { return circuits_.at(number - std::size_t{1}); }
  bool has(hal::CircuitNumber number) const { return number >= 1 && number <= plan_.circuits; }
  hal::CircuitAddress address(hal::CircuitNumber number) const { return {plan_.group, number}; }
  const Habits& called_habits() const { return population_->classes[plan_.called_class].habits; }
  const Habits& calling_habits(const Circuit& circuit) const {
    return population_->classes[circuit.calling_class].habits;
  }
  bool wins_glare(hal::CircuitNumber number) const;

  void say(Context& context, hal::CircuitNumber number, hal::Isup kind, hal::CauseValue cause = 16);
  void put(Context& context, hal::CircuitNumber number, Sound sound);
  void set_path(Context& context, hal::CircuitNumber number, hal::PathEnd end);
  void due_after(Context& context, hal::CircuitNumber number, runtime::Duration time);
  void arm(Context& context);
  void act(Context& context, hal::CircuitNumber number);

  void supervise(Context& context, const hal::TrunkMessage& m);
  void reset_group(Context& context, const hal::TrunkMessage& m);
  void seize(Context& context, const hal::TrunkMessage& m);
  void progress(Context& context, const hal::TrunkMessage& m);
  void released(Context& context, const hal::TrunkMessage& m);
  void respond(Context& context, hal::CircuitNumber number);
  void answer(Context& context, hal::CircuitNumber number);
  void heard_by_called(Context& context, hal::CircuitNumber number, Impression impression);
  void far_called_hangs_up(Context& context, hal::CircuitNumber number);
  hal::CircuitNumber find_idle(Context& context) const;
  void call_from(Context& context, hal::CircuitNumber number, std::uint8_t calling_class);
  void conversation_begins(Context& context, hal::CircuitNumber number);
  void has_talked_enough(Context& context, hal::CircuitNumber number);
  void release(Context& context, hal::CircuitNumber number, hal::CauseValue cause);
  void report(Context& context, hal::CircuitNumber number, EndedBy who);
  void become(Context& context, hal::CircuitNumber number, State state);

  FarExchangePlan plan_;
  std::shared_ptr<const Backplane> backplane_;
  std::shared_ptr<const Population> population_;
  std::vector<Circuit> circuits_;
  bool working_ = true;
  runtime::Pid exchange_{};
  runtime::Pid collector_{};
  runtime::Instant armed_ = runtime::Instant::max();
  runtime::Ref timer_{};
  TrunkCounts counts_{};
};

}  // namespace forlopp::hwsim

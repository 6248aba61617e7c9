#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/engine/exchange_observer_tee.hpp"
#include "scenarios/engine/observer_tee.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/goal.hpp"
#include "scenarios/live/occurrences.hpp"
#include "scenarios/live/pace.hpp"
#include "scenarios/live/past.hpp"
#include "scenarios/live/publisher.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

struct RunControlOptions {
  double pace = 0;  ///< Virtual seconds per second, as of `Pace`; 0: as fast as it can.
  enum class Opening : std::uint8_t { running, paused };
  Opening opening = Opening::running;
  /// When the run is over: leave, or stay and answer until told to finish or nobody can ask.
  enum class Ending : std::uint8_t { leave, stay };
  Ending ending = Ending::leave;
  /// Whether it may be taken back to where it has been; a run that is judged for good may not.
  enum class Returning : std::uint8_t { refused, allowed };
  Returning returning = Returning::refused;
  /// Told when what is published and logged is another run's than before: it has gone back.
  std::function<void()> another_run{};
  /// Told what came of it when the run is over and stays; each time, if it goes back.
  std::function<void(const scenario::Measurements&)> judged{};
  scenario::RunWatcher* watcher = nullptr;  ///< May want to stop; may be null, outlives it.
};

/// Lets the clients of an exchange drive its run: pause, pace, steps, until; break things and take
/// that back; go back to where it has been, which is to do it all again from the seed. Takes their
/// requests between two events, and waits for them only while it stands still or is ahead of its
/// pace. What it is told is an event of the log, as are faults and phases; what is to be seen is
/// the publisher's. All on the thread that runs.
class RunControl final : public scenario::RunDriver {
 public:
  /// All of them outlive it.
  RunControl(management::RequestQueue& requests, management::EventLog& log, Publisher& publisher,
             RunControlOptions options = {});

  runtime::Observer* observer() override { return &observers_; }
  exchange::ExchangeObserver* exchange_observer() override { return &exchange_observers_; }
  void begins(const scenario::RunInside& inside) override;
  Verdict advance(runtime::Instant until) override;
  bool wants_trace() const override { return publisher_.wants_trace(); }
  void over(const scenario::Measurements& measured) override;
  bool wants_it_anew() const override { return is_wanted_anew_; }

 private:
  using Duration = scenario::Duration;
  using Wall = std::chrono::nanoseconds;
  using Map = management::Map;
  using Request = management::Request;
  using Outcome = runtime::Result<Map, management::Refused>;

  Duration now() const { return inside_->node.now().time_since_epoch(); }
  management::Stamp stamp() const { return {now().count(), log_.last_added()}; }
  Place here() const { return {steps_, returns_, now()}; }
  void tell_phase();
  void tell(std::string_view kind, Map more = {});
  void tell_of_clients(management::EventClass event_class, Map fields,
                       std::optional<Request> deed = {});

  // Time.
  Duration next_target(Duration stop);
  enum class Piece : std::uint8_t { arrived, interrupted };
  Piece run_piece(runtime::Instant target);
  bool take_step(runtime::Instant target);
  void count_step(const Goal::Step& step);
  void look_at_goal();
  void pause(std::string why);
  void go_on(std::unique_ptr<Goal> goal);
  void rest();
  void wait_for_pace();
  std::optional<Verdict> ending() const;
  bool must_end() const { return ending().has_value(); }
  bool comes_back_before(Duration stop);

  // The past.
  void begin_way_back(management::RequestQueue::Waiting asked);
  void start_anew();
  std::optional<Verdict> go_back(Duration stop);
  void do_again();
  bool is_there() const;
  Piece run_past(Duration stop);
  void look_around();
  void arrive();

  // Publication.
  RunStatus status() const;
  void publish();
  void publish_if_due();

  // Requests.
  void take_requests(Wall patience);
  management::Answer answer(const Request& request);
  std::optional<Outcome> outcome_of(const Request& request);
  void note(const Request& request, Map more = {});
  Outcome on_pause(const Request& request);
  Outcome on_run(const Request& request);
  Outcome on_step(const Request& request);
  Outcome on_until(const Request& request);
  Outcome on_inject(const Request& request);
  Outcome on_dry_run(const Request& request);
  Outcome on_take_back(const Request& request);
  Outcome on_halt(const Request& request);
  Outcome on_block(const Request& request);
  Outcome on_finish(const Request& request);

  management::RequestQueue& requests_;
  management::EventLog& log_;
  Publisher& publisher_;
  RunControlOptions options_;
  Occurrences occurrences_{};
  scenario::ObserverTee observers_;
  scenario::ExchangeObserverTee exchange_observers_;
  std::optional<scenario::RunInside> inside_{};
  std::optional<scenario::Progress::Phase> phase_{};
  RunMode mode_;
  Pace pace_;
  std::unique_ptr<Goal> goal_{};
  bool is_stepping_ = false;     ///< Towards its goal at any pace.
  bool has_arrived_ = true;      ///< All that is due by now has happened.
  bool must_come_back_ = false;  ///< Something strikes that the run does not know of yet.
  bool must_publish_ = true;
  bool is_told_to_finish_ = false;
  std::uint64_t steps_ = 0;
  std::uint64_t returns_ = 0;  ///< As of `Place`.
  Past past_{};
  std::optional<WayBack> way_back_{};
  bool is_wanted_anew_ = false;  ///< The way back begins as soon as the run is built anew.
  Wall published_wall_{};
  Duration published_virtual_{};
};

}  // namespace forlopp::live

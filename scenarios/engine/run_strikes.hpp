#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/random.hpp"
#include "runtime/result.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "scenarios/engine/run_software_faults.hpp"
#include "scenarios/engine/run_strikes_list.hpp"
#include "scenarios/engine/run_verdicts.hpp"
#include "scenarios/engine/run_victims.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// Lets the faults of a scenario strike when they should, and takes them back when they are over;
/// and those of clients besides. Driven by the run: `next` says when it must be called again at the
/// latest.
class Strikes {
 public:
  /// `scenario`, `victims`, `software` and `collector` outlive it. Faults of the scenario draw from
  /// `random`, each of the others from a stream of `clients`.
  Strikes(const Scenario& scenario, Victims& victims, SoftwareFaultPlan& software,
          RunCollector& collector, runtime::Random random, runtime::Random clients);

  /// The next time at which something is due by the clock; Duration::max() if nothing is.
  Duration next() const;
  /// Whether some fault waits for a condition, so that `advance` must be called often.
  bool watches_conditions() const { return watches_; }
  /// Does what is due at `now`; looks at conditions.
  void advance(Duration now);
  /// Does what is due at `now` by the clock.
  void strike_due(Duration now);

  /// When something that is expected of a fault can be judged next; Duration::max() if nothing can.
  Duration next_verdict() const { return verdicts_.next(); }
  /// Judges what is due at `now`. Changes nothing in the run.
  void judge(Duration now);
  /// The run is over: judges all that is left. What came of the scenario's own faults.
  std::vector<ExpectationResult> judge_rest(Duration now);

  // From outside, between two events of the run.

  /// Adds a fault of a client to those of the scenario; what is due strikes at once. Its name is
  /// made unique, and answered. The error is a sentence that begins with the key that is wrong:
  /// whatever `problems_of` would say of it in the scenario, or that its time is over.
  runtime::Result<std::string, std::string> inject(Fault fault, std::string by, Duration now);
  /// Takes back all that lasts, and cancels all that is to come, the scenario's too.
  void halt(Duration now);
  /// Takes back one fault, by its key in `list`, and lets it strike no more. The error: there is
  /// none, or it is over.
  enum class Refused : std::uint8_t { unknown, over };
  runtime::Result<void, Refused> take_back(std::string_view key, Duration now);
  /// Whom it would hit if it were injected and struck now. Changes nothing and draws nothing that
  /// the run would draw. Errors as of `inject`.
  runtime::Result<WouldHit, std::string> dry_run(const Fault& fault, Duration now) const;
  /// All faults there are: the scenario's in their order, then those of clients.
  std::vector<FaultState> list(Duration now) const;
  /// Is told what faults do from now on, when they do it: be quick, send nothing.
  void tell(std::function<void(const FaultNews&)> news) { news_ = std::move(news); }

 private:
  struct Pending {
    enum class What : std::uint8_t {
      strike,  ///< Those that are hit are drawn.
      hit,     ///< One of them is hit.
      end,     ///< It is right again.
    };
    What what = What::strike;
    std::size_t fault = 0;
    Victims::Hit hit{};     ///< Nothing of a software fault.
    bool is_first = false;  ///< The first hit of a strike: what comes after the fault follows it.
  };
  struct Progress {
    bool was_true = false;  ///< Its condition, when last looked at.
    int times = 0;
    bool aborted = false;
    bool is_tracked = false;       ///< What it disturbs ends when its time is up.
    std::size_t to_come = 0;       ///< Strikes and hits that are pending.
    std::uint64_t hits = 0;        ///< Things hit, calls included.
    std::optional<Duration> at{};  ///< Of the last strike, else of the first one to come.
  };
  /// A fault, who wants it, and how far it is.
  struct Entry {
    Fault fault;
    std::string by{};  ///< Empty: the scenario.
    Progress progress{};
    std::optional<runtime::Random> random{};  ///< Its own, of a client's.
  };

  /// Something that is disturbed until its fault is over.
  struct Disturbed {
    std::size_t fault = 0;
    Victims::Hit hit;
    Duration until{};  ///< Duration::max() stands for ever.
  };

  void add(Fault fault, std::string by);
  /// Whether the run must undo it, or may undo another fault that does the same to the same thing.
  bool is_tracked(const Fault& fault) const;
  runtime::Random& random_of(Entry& entry) { return entry.random ? *entry.random : random_; }
  runtime::Random next_clients_random() const;
  void schedule(Duration at, Pending pending);
  void strike(std::size_t index, Duration now);
  std::vector<Victims::Hit> draw_hits(const Fault& fault, runtime::Random& random) const;
  Duration draw_delay(const Fault& fault, runtime::Random& random) const;
  void hit(const Pending& due, Duration now);
  void hit_software(Entry& entry);
  void hit_hardware(const Pending& due, Duration now);
  void keep_disturbed(const Pending& due, Duration now);
  void end(const Pending& due, Duration now);
  void take_back(std::size_t index, Duration now);
  void heal(const Disturbed& healed, Duration now);
  bool goes_on(const Disturbed& disturbed, Duration now) const;
  void look_at_conditions(Duration now);
  void follow(const std::string& name, Duration now);

  std::optional<std::string> wrong_with(const Fault& fault, Duration now) const;
  std::string unique_name(const std::string& wanted) const;
  std::vector<std::string> keys() const;
  void tell_findings(const std::vector<Verdicts::Finding>& findings, Duration now) const;
  bool may_strike_again(const Entry& entry) const;
  std::optional<Duration> lasts_until(std::size_t index, Duration now) const;
  FaultState state_of(std::size_t index, Duration now) const;
  void note(const Entry& entry, FaultNews::Kind kind, std::string target, Duration now) const;

  const Scenario& scenario_;
  Victims& victims_;
  SoftwareFaultPlan& software_;
  RunCollector& collector_;
  runtime::Random random_;
  runtime::Random clients_;
  std::deque<Entry> faults_{};                  ///< The scenario's first. None ever moves or goes.
  std::multimap<Duration, Pending> pending_{};  ///< Of equal times, what was set first.
  std::vector<Disturbed> disturbed_{};          ///< Oldest first.
  Verdicts verdicts_{};
  bool watches_ = false;
  std::function<void(const FaultNews&)> news_{};
};

}  // namespace forlopp::scenario

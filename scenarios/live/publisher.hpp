#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/observer.hpp"
#include "scenarios/engine/run.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "switch/mgmt/board.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// What a client's words have made of the run's time.
enum class RunMode : std::uint8_t { running, paused, over, rewinding };
/// As on the wire: `running`, `paused`, `over`, `rewinding`.
std::string_view name(RunMode mode);

/// How the run stands: the one row of the topic `run`.
struct RunStatus {
  RunMode mode = RunMode::running;
  double pace = 0;             ///< Virtual seconds per second; 0: as fast as it can.
  scenario::Duration vtime{};  ///< Since the start of the run.
  scenario::Duration ends{};   ///< At the latest, drain included.
  scenario::Progress::Phase phase = scenario::Progress::Phase::warm_up;
  std::string until{};          ///< What it runs until, in words; empty: until its end.
  double speed = 0;             ///< Virtual over real time, since the last publication.
  std::uint64_t messages = 0;   ///< Handled by processes, since the start.
  std::uint64_t processes = 0;  ///< Living.
};
/// As on the wire: `warm_up`, `measured`, `drain`.
std::string_view name(scenario::Progress::Phase phase);

struct Books;

/// Shows a run to those outside: fills the board and the log, and answers what only looks. Events
/// of the classes `fault`, `command` and `lifecycle` are not its business: `RunControl` adds them.
/// Called on the thread that runs, between two events of the run; nothing that it does may change
/// the run: it sends nothing, draws no random number of the run, lets no time pass.
class Publisher {
 public:
  virtual ~Publisher() = default;

  /// Who is told what happens in the run, besides its own collector; null: nobody. Asked before
  /// `begins`.
  virtual runtime::Observer* observer() { return nullptr; }
  virtual exchange::ExchangeObserver* exchange_observer() { return nullptr; }

  /// Everything is built and nothing has happened yet; `inside` lives as long as the run. Once more
  /// when the run goes back: what was known of it before is void, but stays to be seen until
  /// something is published in another mode than `rewinding`.
  virtual void begins(const scenario::RunInside& inside) = 0;
  /// The run is about to be taken down and built anew: nothing of it may be looked at any more,
  /// also by an observer, until the next `begins`.
  virtual void goes() {}
  /// At most 30 times a second while it runs, and at once when it comes to stand; a few times a
  /// second while it stands still, for those who come later. `stamp` is when what is shown is true.
  virtual void publish(const RunStatus& status, management::Stamp stamp) = 0;
  /// `inspect`, `ladder` and what else only looks; none if the word is not one of its own. The
  /// stamp of what is done is put in by the caller.
  virtual std::optional<management::Answer> answer(const management::Request& request) = 0;
  /// Somebody wants every message to be told.
  virtual bool wants_trace() const { return false; }
  /// What it has written down of the run; null: nothing.
  virtual const Books* books() const { return nullptr; }
};

}  // namespace forlopp::live

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/observer.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::runtime::lab {

/// How a worker of the laboratory behaves.
struct Conduct {
  /// Outcomes of successive attempts to start it, the last one repeating: `ok`, `ignore`,
  /// `error:R`, `raise:R`, `init_exit:R`, `ok_dead:R` (told to end with R before it has run).
  std::vector<std::string> starts{"ok"};
  /// Empty: does not trap exits. `same`: ends as it is told; `ignore`: does not; `exit:R`: with
  /// R; `delay:MS`: as it is told, but later.
  std::string trap{};
};

/// A node with a supervisor under observation. What happens is written down in order:
///
///     start a#1 ok | error R | ...   an attempt to start worker a, the first one
///     signal a#1 R                   a trapping worker got an exit signal
///     stop a#1 R, sup-exit root R    a process has ended
///     report root KIND WHO R         what the supervisor told the observer
///     result ...                     the answer to a request, after what it caused
class Lab : private Observer {
 public:
  explicit Lab(std::uint64_t seed = 1);
  ~Lab() override;

  void conduct(const std::string& id, Conduct how);
  /// A worker with that id and a patience of 200 ms; a temporary one is `worker("a", ...)`.
  ChildSpec worker(const std::string& id, Restart restart = Restart::permanent);
  ChildSpec nested(const std::string& id, SupervisorSpec spec,
                   Restart restart = Restart::permanent);
  /// An argument for StartChild: the instance's name.
  static Message argument(const std::string& id);

  /// Starts the supervisor `root` below a process that stands for its parent.
  void start(SupervisorSpec root);

  void exit(const std::string& id, const std::string& reason);
  void signal(const std::string& id, const std::string& reason);
  /// The worker unlinks itself from its supervisor.
  void unlink(const std::string& id);
  void stop_root(const std::string& reason);
  template <class Request>
  void ask(Request request, const std::string& supervisor = "root") {
    put(Message::of(Question<Request>{supervisor, std::move(request)}));
  }
  /// Holds a supervisor back while things happen, then lets it go on.
  void suspend(const std::string& supervisor = "root");
  void resume(const std::string& supervisor = "root");
  void wait(Duration time);

  /// What has happened since the last call: events, then results.
  std::vector<std::string> happened();
  Pid pid(const std::string& id) const;
  SimulatedNode& node() { return node_; }

  template <class Request>
  struct Question {
    static constexpr bool is_isolated_value = true;
    std::string supervisor;
    Request request;
  };

 private:
  friend class Parent;
  friend class Worker;

  void put(Message message);
  void settle();
  void note(std::string line) { events_.push_back(std::move(line)); }
  void note_result(std::string line) { results_.push_back(std::move(line)); }
  void supervised(const SupervisorReport& report) override;
  void traced(const TraceEvent& event) override;
  ChildStart start_worker(Context& context, const std::string& id);
  ChildStart start_nested(Context& context, const std::string& id, const SupervisorSpec& spec);
  std::string next_name(const std::string& id);
  std::string name_of(Pid pid) const;

  std::map<std::string, Conduct> conducts_;
  std::map<std::string, std::size_t> attempts_;
  std::map<std::string, std::size_t> planned_;
  std::map<std::string, Pid> latest_;
  std::map<Pid, std::string> names_;
  std::set<std::string> supervisors_;
  std::vector<std::string> events_;
  std::vector<std::string> results_;
  SimulatedNode node_;
  Pid parent_;
};

/// Runs `story(Lab&)` over several seeds, with a fresh laboratory for each.
template <class Story>
void over_seeds(Story story) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Lab lab{seed};
    story(lab);
  }
}

/// `boom`, `normal`, `{shutdown,x}` and so on.
ExitReason reason_of(const std::string& text);

}  // namespace forlopp::runtime::lab

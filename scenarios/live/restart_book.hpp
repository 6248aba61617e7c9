#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "runtime/observer.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::live {

/// What supervisors have reported: which children they have, under keys that outlive restarts, what
/// was restarted lately, and how much of each budget is used now.
class RestartBook {
 public:
  void note(const runtime::SupervisorReport& report);
  /// It died of its own fault.
  void note(const runtime::CrashReport& report);

  /// Where a child of a supervisor stands, by the ids of children: `forlopp/exchange/shelves`. None
  /// if no supervisor has told of it.
  std::optional<std::string> key_of(runtime::Pid pid) const;
  /// The same for the supervisor of this report, which may be the topmost one. One that starts
  /// tells of its children before its own supervisor tells of it: then it is where the last one of
  /// that name was, and the first time just its label.
  std::string key_of_supervisor(const runtime::SupervisorReport& report) const;

  /// Restarts that count against a supervisor at this moment, given the period of its intensity.
  std::uint32_t budget_used(runtime::Pid supervisor, runtime::Duration period,
                            runtime::Instant now) const;
  /// How often what has this key was restarted, whoever its supervisor was meanwhile.
  std::uint64_t restarts_of(const std::string& key) const;
  std::uint64_t restarts() const { return restarts_; }
  /// Who had this key before whoever has it now; nobody if it was never restarted.
  runtime::Pid former_of(const std::string& key) const;
  /// The key of the supervisor above the one of this report; none if it is the topmost.
  std::optional<std::string> key_above(const runtime::SupervisorReport& report) const;
  /// What the supervisor above it is called; empty if it is the topmost.
  std::string label_above(const runtime::SupervisorReport& report) const;
  /// For how long the child of this key was away, if it was restarted at all.
  std::optional<runtime::Duration> last_outage(const std::string& key) const;

  /// `restarting` within a second of its restart, `recovered` within five; none otherwise.
  std::optional<management::State> recency_of(runtime::Pid pid, runtime::Instant now) const;
  bool has_recent() const { return !recent_.empty(); }
  /// Whether what has this key crashed within the last five seconds.
  bool crashed_lately(const std::string& key, runtime::Instant now) const;
  /// Whether a supervisor of this key gave up within the last second.
  bool gave_up_lately(const std::string& key, runtime::Instant now) const;
  /// What is not recent any more is forgotten.
  void forget_before(runtime::Instant now);

 private:
  struct Child {
    std::uint64_t restarts = 0;
    std::optional<runtime::Instant> ended{};
    std::optional<runtime::Instant> crashed{};
    std::optional<runtime::Instant> gave_up{};
    std::optional<runtime::Duration> outage{};
    runtime::Pid pid{};
    runtime::Pid former{};
  };
  struct Window {
    std::deque<runtime::Instant> restarts{};
    bool is_one_due = false;  ///< Something ended, and no restart was counted for it yet.
  };

  /// Who told of it.
  struct Link {
    runtime::Pid supervisor{};
    std::string supervisor_label{};
    std::string id{};
  };

  std::string key_of_supervisor(runtime::Pid pid, const std::string& label) const;
  const Link* link_of(runtime::Pid supervisor, const std::string& label) const;
  void count_against(const runtime::SupervisorReport& report);
  void appear(const runtime::SupervisorReport& report, const std::string& key);
  void reappear(const runtime::SupervisorReport& report, const std::string& key);

  std::map<std::string, Child> children_{};  ///< By key.
  std::unordered_map<runtime::Pid, Link> links_{};
  std::map<std::string, runtime::Pid> by_id_{};
  std::unordered_map<runtime::Pid, Window> windows_{};
  std::unordered_map<runtime::Pid, runtime::Instant> recent_{};
  std::deque<std::pair<runtime::Instant, runtime::Pid>> recent_order_{};
  std::uint64_t restarts_ = 0;
};

}  // namespace forlopp::live

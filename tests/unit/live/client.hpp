#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"
#include "scenarios/live/chronicle.hpp"
#include "scenarios/live/run_control.hpp"

namespace forlopp::live {

/// A client with a list of things to do, one each time that it sees the run stand still; and what
/// it saw and was answered. Asks on the run's own thread, so that nothing depends on real time.
class Client final : public Publisher {
 public:
  using Words = management::Map;

  /// The next thing to do.
  Client& then(std::string what, Words arguments = {});
  /// The next thing to do with what it has seen.
  Client& then(std::function<void()> deed);
  /// At once, in a deed.
  void ask_for(const std::string& what, Words arguments);

  /// The run may be taken back; all that happens in it is logged.
  void may_return() { returning_ = RunControlOptions::Returning::allowed; }
  void keep_records_in(std::string database) { database_ = std::move(database); }

  /// Runs it, from a pause before its first event, until everything is done and the run is over.
  scenario::Measurements drive(const scenario::Scenario& scenario,
                               RunControlOptions::Ending ending = RunControlOptions::Ending::leave);

  runtime::Observer* observer() override { return logs_all() ? &chronicle_ : nullptr; }
  exchange::ExchangeObserver* exchange_observer() override {
    return logs_all() ? &chronicle_ : nullptr;
  }
  void begins(const scenario::RunInside& inside) override;
  void publish(const RunStatus& status, management::Stamp stamp) override;
  std::optional<management::Answer> answer(const management::Request& request) override;

  const RunStatus& status() const { return statuses_.back(); }
  const std::vector<RunStatus>& statuses() const { return statuses_; }
  /// What was published, and the last event that could be read then.
  const std::vector<std::pair<RunStatus, std::uint64_t>>& seen() const { return seen_; }
  /// How often another run came to be seen.
  int other_runs() const { return other_runs_; }
  /// What was answered, in order; a refusal is its text.
  const management::Done& done(std::size_t which) const;
  std::string refused(std::size_t which) const;
  const scenario::RunInside& inside() const { return *inside_; }

  /// Events of a class, with a `kind` or `do` if one is given.
  std::vector<management::Event> events(management::EventClass of, const std::string& kind = {});
  std::vector<management::Event> all_events() const;

 private:
  void ask(management::Request request);
  bool logs_all() const { return returning_ == RunControlOptions::Returning::allowed; }

  management::RequestQueue requests_{};
  management::EventLog log_{};
  std::deque<std::function<void()>> to_do_{};
  std::vector<RunStatus> statuses_{};
  std::vector<std::pair<RunStatus, std::uint64_t>> seen_{};
  int other_runs_ = 0;
  RunControlOptions::Returning returning_ = RunControlOptions::Returning::refused;
  std::string database_{};
  Books books_{};
  Chronicle chronicle_{log_, books_};
  std::vector<management::Answer> answers_{};
  const scenario::RunInside* inside_ = nullptr;
};

/// All of an event.
std::string text_of(const management::Event& event);
/// A field of an event.
std::string text_in(const management::Event& event, std::string_view key);
std::int64_t number_in(const management::Event& event, std::string_view key);

}  // namespace forlopp::live

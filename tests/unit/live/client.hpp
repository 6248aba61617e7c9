#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"
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

  /// Runs it, from a pause before its first event, until everything is done and the run is over.
  scenario::Measurements drive(const scenario::Scenario& scenario,
                               RunControlOptions::Ending ending = RunControlOptions::Ending::leave);

  void begins(const scenario::RunInside& inside) override { inside_ = &inside; }
  void publish(const RunStatus& status, management::Stamp stamp) override;
  std::optional<management::Answer> answer(const management::Request& request) override;

  const RunStatus& status() const { return statuses_.back(); }
  const std::vector<RunStatus>& statuses() const { return statuses_; }
  /// What was answered, in order; a refusal is its text.
  const management::Done& done(std::size_t which) const;
  std::string refused(std::size_t which) const;
  const scenario::RunInside& inside() const { return *inside_; }

  /// Events of a class, with a `kind` or `do` if one is given.
  std::vector<management::Event> events(management::EventClass of, const std::string& kind = {});

 private:
  void ask(management::Request request);

  management::RequestQueue requests_{};
  management::EventLog log_{};
  std::deque<std::function<void()>> to_do_{};
  std::vector<RunStatus> statuses_{};
  std::vector<management::Answer> answers_{};
  const scenario::RunInside* inside_ = nullptr;
};

/// A field of an event.
std::string text_in(const management::Event& event, std::string_view key);
std::int64_t number_in(const management::Event& event, std::string_view key);

}  // namespace forlopp::live

#pragma once

#include <memory>
#include <string_view>

#include "scenarios/live/books.hpp"
#include "scenarios/live/publisher.hpp"
#include "scenarios/live/survey.hpp"

namespace forlopp::live {

/// What a topic is written from, at one moment of a run.
struct Sight {
  const scenario::RunInside& inside;
  const Books& books;
  const Survey& survey;
  const RunStatus& status;
  runtime::Instant now{};
};

/// Writes what one view shows to the board. Is made when somebody begins to want it and is gone
/// when nobody does any more: so the first time it writes everything, later at least what has
/// changed.
class Topic {
 public:
  Topic() = default;
  Topic(const Topic&) = delete;
  Topic& operator=(const Topic&) = delete;
  virtual ~Topic() = default;
  virtual void write(management::Board& board, const management::View& view,
                     const Sight& sight) = 0;
};

/// Null for a topic that nobody here writes.
std::unique_ptr<Topic> make_topic(std::string_view name);

// One for each family of topics.
std::unique_ptr<Topic> run_topic();
std::unique_ptr<Topic> health_topic();
std::unique_ptr<Topic> supervision_topic();
std::unique_ptr<Topic> processes_topic();
std::unique_ptr<Topic> field_topic();
std::unique_ptr<Topic> cards_topic();
std::unique_ptr<Topic> calls_topic();
std::unique_ptr<Topic> alarms_topic();
std::unique_ptr<Topic> groups_topic();
std::unique_ptr<Topic> group_series_topic();
std::unique_ptr<Topic> faults_topic();
std::unique_ptr<Topic> series_topic();

}  // namespace forlopp::live

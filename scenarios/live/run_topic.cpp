#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

class RunTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const RunStatus& status = sight.status;
    board.put(
        view, "run",
        row_of(name(status.mode), status.pace, status.vtime.count(), status.ends.count(),
               name(status.phase), status.until, status.speed, status.messages, status.processes));
  }
};

}  // namespace

std::unique_ptr<Topic> run_topic() {
  return std::make_unique<RunTopic>();
}

}  // namespace forlopp::live

#include <map>
#include <string>

#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

management::Document time_or_null(const std::optional<scenario::Duration>& when) {
  return when ? management::Document{when->count()} : management::Document{};
}

management::Document verdict_or_null(scenario::FaultVerdict verdict) {
  if (verdict == scenario::FaultVerdict::none) return {};
  return scenario::name(verdict);
}

class FaultsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    for (const scenario::FaultState& fault :
         sight.inside.strikes.list(sight.now.time_since_epoch())) {
      rows.emplace(fault.key,
                   row_of(fault.kind, fault.target, time_or_null(fault.at),
                          time_or_null(fault.until), scenario::name(fault.stage), fault.hits,
                          fault.by, verdict_or_null(fault.verdict), fault.expected));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> faults_topic() {
  return std::make_unique<FaultsTopic>();
}

}  // namespace forlopp::live

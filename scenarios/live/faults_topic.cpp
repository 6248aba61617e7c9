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

class FaultsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    for (const scenario::FaultState& fault :
         sight.inside.strikes.list(sight.now.time_since_epoch())) {
      std::string key = fault.name;
      for (int same = 2; rows.contains(key); ++same) {
        key = fault.name + " (" + std::to_string(same) + ')';
      }
      rows.emplace(std::move(key), row_of(fault.kind, fault.target, time_or_null(fault.at),
                                          time_or_null(fault.until), scenario::name(fault.stage),
                                          fault.hits, fault.by));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> faults_topic() {
  return std::make_unique<FaultsTopic>();
}

}  // namespace forlopp::live

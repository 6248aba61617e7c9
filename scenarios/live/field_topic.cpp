#include <map>
#include <string>

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

/// A byte for each process next below a supervisor, in the order of their slots.
class FieldTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    for (const Survey::Branch& branch : sight.survey.branches()) {
      management::Bytes cells;
      cells.reserve(branch.members.size());
      for (const std::uint32_t member : branch.members) {
        cells.push_back(static_cast<std::uint8_t>(sight.survey.members()[member].state));
      }
      rows.emplace(branch.key, row_of(std::move(cells)));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> field_topic() {
  return std::make_unique<FieldTopic>();
}

}  // namespace forlopp::live

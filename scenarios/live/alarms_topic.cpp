#include <map>
#include <string>

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

class AlarmsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    const AlarmBook& book = sight.books.alarms;
    for (const auto& [key, alarm] : book.standing()) {
      const std::string_view cause = exchange::name(alarm.cause);
      rows.emplace(alarm.object + ": " + std::string{cause},
                   row_of(alarm.object, cause, exchange::name(alarm.severity), alarm.text,
                          vtime(alarm.raised), book.is_explained(alarm)));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> alarms_topic() {
  return std::make_unique<AlarmsTopic>();
}

}  // namespace forlopp::live

#include <map>
#include <string>

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

management::Board::Row row_of_second(const SeriesSecond& second) {
  return row_of(second.attempts, second.answered, second.failed, second.blocked, second.restarts,
                second.calls_up, or_null(second.setup_p50), or_null(second.setup_p95));
}

/// Seconds that are over do not change any more.
class SeriesTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const auto& seconds = sight.books.series.seconds();
    const std::int64_t first = seconds.front().number;
    if (shown_until_ < first) {
      std::map<std::string, management::Board::Row> rows;
      for (const SeriesSecond& second : seconds) {
        rows.emplace(std::to_string(second.number), row_of_second(second));
      }
      board.show(view, std::move(rows));
    } else {
      for (; shown_from_ < first; ++shown_from_) board.remove(view, std::to_string(shown_from_));
      for (auto i = static_cast<std::size_t>(shown_until_ - first); i < seconds.size(); ++i) {
        board.put(view, std::to_string(seconds[i].number), row_of_second(seconds[i]));
      }
    }
    shown_from_ = first;
    shown_until_ = seconds.back().number;
  }

  std::int64_t shown_from_ = 0;
  std::int64_t shown_until_ = -1;
};

}  // namespace

std::unique_ptr<Topic> series_topic() {
  return std::make_unique<SeriesTopic>();
}

}  // namespace forlopp::live

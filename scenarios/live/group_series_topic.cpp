#include <map>
#include <string>
#include <utility>

#include "scenarios/engine/teletraffic.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

/// What was measured of each trunk group in each ten seconds, beside what Erlang's formula says.
/// Ten seconds are shown when they are over, and do not change any more.
class GroupSeriesTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const auto& groups = sight.inside.exchange.data().config().trunk_groups;
    if (shown_.empty()) {
      shown_.resize(groups.size());
      board.show(view, {});
    }
    for (std::uint16_t i = 0; i < groups.size(); ++i) {
      const auto& slots = sight.books.groups.slots(i);
      if (slots.empty()) continue;
      auto& [from, until] = shown_[i];
      for (; from < slots.front().number; ++from) board.remove(view, key(groups[i].name, from));
      for (const GroupBook::Slot& slot : slots) {
        if (slot.number < until || slot.number == slots.back().number) continue;
        board.put(view, key(groups[i].name, slot.number),
                  row_of_slot(sight.books.groups, i, slot, groups[i].circuits));
      }
      until = slots.back().number;
    }
  }

  static std::string key(const std::string& group, std::int64_t slot) {
    return group + ' ' + std::to_string(slot);
  }

  static management::Board::Row row_of_slot(const GroupBook& book, std::uint16_t group,
                                            const GroupBook::Slot& slot, std::uint16_t circuits) {
    const double length = std::chrono::duration<double>{GroupBook::slot_time}.count();
    const GroupBook::Traffic traffic = book.traffic_until(group, slot.number);
    return row_of(circuits, slot.busy_seconds / length, slot.sought, slot.refused, traffic.offered,
                  traffic.blocking, scenario::erlang_b(traffic.offered, circuits));
  }

  std::vector<std::pair<std::int64_t, std::int64_t>> shown_{};  ///< Of each group: from, until.
};

}  // namespace

std::unique_ptr<Topic> group_series_topic() {
  return std::make_unique<GroupSeriesTopic>();
}

}  // namespace forlopp::live

#include <map>
#include <string>

#include "scenarios/engine/teletraffic.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

/// What was measured of each trunk group, beside what Erlang's formula says of the same load.
class GroupsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    const auto& groups = sight.inside.exchange.data().config().trunk_groups;
    for (std::uint16_t i = 0; i < groups.size(); ++i) {
      const GroupBook::Group group = sight.books.groups.group(i);
      const double offered = sight.books.groups.traffic(i, sight.now).offered;
      rows.emplace(groups[i].name,
                   row_of(groups[i].circuits, group.busy, group.offered, group.blocked, offered,
                          scenario::erlang_b(offered, groups[i].circuits)));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> groups_topic() {
  return std::make_unique<GroupsTopic>();
}

}  // namespace forlopp::live

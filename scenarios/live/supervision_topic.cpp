#include <map>
#include <string>

#include "scenarios/live/process_state.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/strategy_name.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

using management::Document;
using management::State;
using Rows = std::map<std::string, management::Board::Row>;

constexpr std::size_t workers_shown_max = 32;
constexpr std::string_view worker_kind = "worker";

bool is_group(const Survey::Branch& branch) {
  return branch.rollup.strategy == runtime::Strategy::simple_one_for_one ||
         branch.members.size() > workers_shown_max;
}

/// A row for each supervisor, and one for each of its workers or for all of them together.
class SupervisionTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    Rows rows;
    for (const Survey::Branch& branch : sight.survey.branches()) {
      add_supervisor(rows, branch, sight);
      if (is_group(branch)) {
        add_group(rows, branch, sight);
      } else {
        for (const std::uint32_t member : branch.members) add_worker(rows, branch, member, sight);
      }
    }
    keep_the_dead(rows, sight);
    shown_ = rows;
    board.show(view, std::move(rows));
  }

  static void add_supervisor(Rows& rows, const Survey::Branch& branch, const Sight& sight) {
    const runtime::SupervisorRollup& rollup = branch.rollup;
    const auto& branches = sight.survey.branches();
    const std::string above =
        branch.above < 0 ? "" : branches[static_cast<std::size_t>(branch.above)].key;
    const auto used =
        sight.books.restarts.budget_used(rollup.supervisor, rollup.intensity.period, sight.now);
    rows[branch.key] = row_of(above, rollup.label, "supervisor", to_string(rollup.supervisor),
                              name_of(rollup.strategy), rollup.own.children, rollup.own.restarts,
                              used, rollup.intensity.restarts_max, rollup.intensity.period.count(),
                              branch.mailbox_max, number(branch.worst));
  }

  static void add_group(Rows& rows, const Survey::Branch& branch, const Sight& sight) {
    State worst = State::idle;
    std::uint32_t mailbox = 0;
    for (const std::uint32_t place : branch.members) {
      const Survey::Member& member = sight.survey.members()[place];
      worst = worse(worst, member.state);
      mailbox = std::max(mailbox, member.seen.messages_waiting);
    }
    const Document none;
    rows[branch.key + "/*"] =
        row_of(branch.key, branch.rollup.label, "group", none, none, branch.members.size(),
               branch.rollup.own.restarts, none, none, none, mailbox, number(worst));
  }

  static void add_worker(Rows& rows, const Survey::Branch& branch, std::uint32_t place,
                         const Sight& sight) {
    const Survey::Member& member = sight.survey.members()[place];
    const auto known = sight.books.restarts.key_of(member.seen.pid);
    const std::string label = to_string(member.seen.label);
    std::string key = known ? *known : branch.key + '/' + label;
    while (rows.contains(key)) key += '\'';
    const Document none;
    rows[key] = row_of(branch.key, label, worker_kind, to_string(member.seen.pid), none, none,
                       sight.books.restarts.restarts_of(key), none, none, none,
                       member.seen.messages_waiting, number(member.state));
  }

  /// Workers that crashed and have not come back yet are shown as crashed for a while.
  void keep_the_dead(Rows& rows, const Sight& sight) const {
    for (const auto& [key, row] : shown_) {
      const std::string* kind = row.at(2).get_if<std::string>();
      const std::string* above = row.at(0).get_if<std::string>();
      if (rows.contains(key) || *kind != worker_kind || !rows.contains(*above)) continue;
      if (!sight.books.restarts.crashed_lately(key, sight.now)) continue;
      management::Board::Row dead = row;
      dead.at(3) = Document{};
      dead.back() = number(State::crashed);
      rows[key] = std::move(dead);
    }
  }

  Rows shown_{};
};

}  // namespace

std::unique_ptr<Topic> supervision_topic() {
  return std::make_unique<SupervisionTopic>();
}

}  // namespace forlopp::live

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

using runtime::Pid;

constexpr std::size_t listed_max = 200;

/// What a view asks for: `restarts forlopp/exchange/shelves`.
struct Scope {
  std::string_view order;
  std::string below;
};

Scope read(std::string_view scope) {
  const auto blank = scope.find(' ');
  if (blank == std::string_view::npos) return {scope.empty() ? "mailbox" : scope, {}};
  return {scope.substr(0, blank), std::string{scope.substr(blank + 1)}};
}

struct Candidate {
  std::int64_t rank = 0;
  std::uint32_t member = 0;
};

/// Of equal rank, who does something comes before who waits, and then the older one.
bool stands_before(const Survey::Member& one, const Survey::Member& other) {
  const bool waits = one.state == management::State::idle;
  if (waits != (other.state == management::State::idle)) return !waits;
  return one.seen.started < other.seen.started;
}

std::int64_t restarts_of(const Survey::Member& member, const Books& books) {
  const auto key = books.restarts.key_of(member.seen.pid);
  return key ? static_cast<std::int64_t>(books.restarts.restarts_of(*key)) : 0;
}

/// None if there is no such order.
std::optional<std::int64_t> rank_of(const Survey::Member& member, std::string_view order,
                                    const Books& books) {
  if (order == "mailbox") return member.seen.messages_waiting;
  if (order == "age") return -vtime(member.seen.started);
  if (order != "restarts") return std::nullopt;
  return restarts_of(member, books);
}

/// Who is listed, best first.
std::vector<std::uint32_t> listed(const Scope& scope, const Sight& sight) {
  const std::vector<std::uint8_t> within = sight.survey.branches_within(scope.below);
  const auto& members = sight.survey.members();
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    if (members[i].branch >= within.size() || within[members[i].branch] == 0) continue;
    const auto rank = rank_of(members[i], scope.order, sight.books);
    if (!rank) return {};
    candidates.push_back({*rank, i});
  }
  const auto first = [&](const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    if (stands_before(members[a.member], members[b.member])) return true;
    return !stands_before(members[b.member], members[a.member]) && a.member < b.member;
  };
  const std::size_t count = std::min(listed_max, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
                    candidates.end(), first);
  std::vector<std::uint32_t> best;
  for (std::size_t i = 0; i < count; ++i) best.push_back(candidates[i].member);
  return best;
}

/// Places of a list: a process stays where it is as long as it is listed, and a place that becomes
/// free is used again.
class Slots {
 public:
  using Held = std::array<Pid, listed_max>;

  /// The place of each of these, who are no more than there are places.
  std::vector<std::size_t> assign(std::span<const Pid> pids) {
    const std::set<Pid> listed{pids.begin(), pids.end()};
    std::map<Pid, std::size_t> places;
    for (std::size_t slot = 0; slot < held_.size(); ++slot) {
      if (!held_[slot]) continue;
      if (listed.contains(held_[slot])) {
        places.emplace(held_[slot], slot);
      } else {
        held_[slot] = {};
      }
    }
    std::vector<std::size_t> slots;
    std::size_t free = 0;
    for (const Pid pid : pids) {
      const auto place = places.find(pid);
      if (place == places.end()) {
        while (held_[free]) ++free;
        held_[free] = pid;
      }
      slots.push_back(place == places.end() ? free : place->second);
    }
    return slots;
  }

 private:
  Held held_{};
};

class ProcessesTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const std::vector<std::uint32_t> best = listed(read(view.scope), sight);
    std::vector<Pid> pids;
    for (const std::uint32_t place : best) {
      pids.push_back(sight.survey.members()[place].seen.pid);
    }
    const std::vector<std::size_t> slots = slots_.assign(pids);
    std::map<std::string, management::Board::Row> rows;
    for (std::size_t i = 0; i < best.size(); ++i) {
      rows.emplace(std::to_string(slots[i]),
                   row_of_member(sight.survey.members()[best[i]], sight.books));
    }
    board.show(view, std::move(rows));
  }

  static management::Board::Row row_of_member(const Survey::Member& member, const Books& books) {
    const runtime::ProcessGlance& seen = member.seen;
    return row_of(to_string(seen.pid), to_string(seen.label), seen.name ? seen.name.text() : "",
                  number(member.state), seen.messages_waiting, vtime(seen.started),
                  restarts_of(member, books));
  }

  Slots slots_{};
};

}  // namespace

std::unique_ptr<Topic> processes_topic() {
  return std::make_unique<ProcessesTopic>();
}

}  // namespace forlopp::live

#include "runtime/supervision_tree.hpp"

#include <map>

#include <fmt/format.h>

#include "runtime/internal/supervisor_registry.hpp"

namespace forlopp::runtime {
namespace {

using Books = std::shared_ptr<const SupervisorBooks>;

SupervisorRollup own_part(const SupervisorBooks& books) {
  SupervisorRollup rollup{.supervisor = books.supervisor,
                          .parent = books.parent,
                          .label = to_string(books.label),
                          .strategy = books.strategy,
                          .intensity = books.intensity,
                          .restarts_in_period = books.restarts_in_period.load()};
  rollup.own = {.supervisors = 1,
                .children = books.children.load(),
                .restarts = books.restarts.load(),
                .terminated = books.terminated.load(),
                .crashed = books.crashed.load()};
  rollup.total = rollup.own;
  return rollup;
}

/// Children of those who are known; the rest are roots.
class Forest {
 public:
  explicit Forest(const std::vector<Books>& all) {
    std::map<Pid, const SupervisorBooks*> known;
    for (const Books& books : all) known[books->supervisor] = books.get();
    for (const Books& books : all) {
      const Pid above = known.contains(books->parent) ? books->parent : Pid{};
      below_[above].push_back(books.get());
    }
  }
  std::vector<SupervisorRollup> rolled_up() {
    for (const SupervisorBooks* root : below_[Pid{}]) add(*root, 0);
    return std::move(tree_);
  }

 private:
  SupervisorCounts add(const SupervisorBooks& books, std::size_t depth) {
    const std::size_t place = tree_.size();
    tree_.push_back(own_part(books));
    tree_[place].depth = depth;
    for (const SupervisorBooks* child : below_[books.supervisor]) {
      const SupervisorCounts below = add(*child, depth + 1);
      tree_[place].total += below;
    }
    return tree_[place].total;
  }

  std::map<Pid, std::vector<const SupervisorBooks*>> below_{};
  std::vector<SupervisorRollup> tree_{};
};

}  // namespace

SupervisorCounts& SupervisorCounts::operator+=(const SupervisorCounts& other) {
  supervisors += other.supervisors;
  children += other.children;
  restarts += other.restarts;
  terminated += other.terminated;
  crashed += other.crashed;
  return *this;
}

std::vector<SupervisorRollup> supervision_tree(const Node& node) {
  const std::vector<Books> all = node.supervisors().all();
  return Forest{all}.rolled_up();
}

std::string to_string(const std::vector<SupervisorRollup>& tree) {
  constexpr std::string_view strategies[]{"one_for_one", "one_for_all", "rest_for_one",
                                          "simple_one_for_one"};
  std::string text;
  for (const SupervisorRollup& one : tree) {
    const std::string name = std::string(2 * one.depth, ' ') + one.label;
    text += fmt::format("{:<40} {:<18} {:>8} children {:>6} restarts {:>6} crashes  {}/{}\n", name,
                        strategies[static_cast<std::size_t>(one.strategy)], one.total.children,
                        one.total.restarts, one.total.crashed, one.restarts_in_period,
                        one.intensity.restarts_max);
  }
  return text;
}

}  // namespace forlopp::runtime

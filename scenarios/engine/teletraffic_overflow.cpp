#include <cmath>
#include <cstddef>
#include <vector>

#include "runtime/check.hpp"
#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {

namespace {

constexpr double converged = 1e-13;
constexpr int sweeps_max = 200'000;

/// The chain whose state is the number of calls on group 1, group 2 and the final group. A rate is
/// per mean holding time.
class OverflowChain {
 public:
  OverflowChain(const std::array<HighUsageGroup, 2>& groups, int final_circuits)
      : load_{groups[0].offered, groups[1].offered},
        circuits_{groups[0].circuits, groups[1].circuits, final_circuits},
        probability_(cells(), 0.0) {
    start_with_independent_groups();
  }

  void solve() {
    for (int sweep = 0; sweep < sweeps_max; ++sweep) {
      if (sweep_once() < converged) return;
    }
  }

  CommonOverflow result() const;

 private:
  // A border of empty cells on each side spares the sweep every question about the edges.
  std::size_t cells() const { return extent(0) * extent(1) * extent(2); }
  std::size_t extent(std::size_t axis) const {
    return static_cast<std::size_t>(circuits_[axis]) + 3;
  }
  std::size_t cell(int first, int second, int last) const {
    const auto at = [](int n) { return static_cast<std::size_t>(n + 1); };
    return (at(first) * extent(1) + at(second)) * extent(2) + at(last);
  }
  double at(int first, int second, int last) const {
    return probability_[cell(first, second, last)];
  }
  bool full(std::size_t axis, int calls) const { return calls == circuits_[axis]; }

  /// The load that arrives on the final group while so many calls are on the other two.
  double overflowing(int first, int second) const {
    return (full(0, first) ? load_[0] : 0) + (full(1, second) ? load_[1] : 0);
  }

  void start_with_independent_groups();
  double sweep_once();
  double balanced(int first, int second, int last) const;
  void scale(double factor) {
    for (auto& p : probability_) p *= factor;
  }

  std::array<double, 2> load_;
  std::array<int, 3> circuits_;
  std::vector<double> probability_;
};

/// The high-usage groups are Erlang's, whatever the final group does: a start near the end.
void OverflowChain::start_with_independent_groups() {
  double first_weight = 1;
  for (int i = 0; i <= circuits_[0]; ++i) {
    double weight = first_weight;
    for (int j = 0; j <= circuits_[1]; ++j) {
      for (int k = 0; k <= circuits_[2]; ++k) probability_[cell(i, j, k)] = weight;
      weight *= load_[1] / (j + 1);
    }
    first_weight *= load_[0] / (i + 1);
  }
  double sum = 0;
  for (const double p : probability_) sum += p;
  scale(1 / sum);
}

/// What the probability of a state must be when those of its neighbours are right: the flow in over
/// the rate out.
double OverflowChain::balanced(int i, int j, int k) const {
  const double overflow = overflowing(i, j);
  double in = load_[0] * at(i - 1, j, k) + load_[1] * at(i, j - 1, k) + overflow * at(i, j, k - 1);
  in += (i + 1) * at(i + 1, j, k) + (j + 1) * at(i, j + 1, k) + (k + 1) * at(i, j, k + 1);
  double out = i + j + k;
  if (!full(0, i)) out += load_[0];
  if (!full(1, j)) out += load_[1];
  if (!full(2, k)) out += overflow;
  return out > 0 ? in / out : at(i, j, k);
}

/// One sweep of Gauss and Seidel; returns by how much the probabilities changed in all.
double OverflowChain::sweep_once() {
  double change = 0;
  double sum = 0;
  for (int i = 0; i <= circuits_[0]; ++i) {
    for (int j = 0; j <= circuits_[1]; ++j) {
      for (int k = 0; k <= circuits_[2]; ++k) {
        auto& p = probability_[cell(i, j, k)];
        const double next = balanced(i, j, k);
        change += std::abs(next - p);
        sum += next;
        p = next;
      }
    }
  }
  scale(1 / sum);
  return change;
}

CommonOverflow OverflowChain::result() const {
  std::array<double, 2> overflow{};
  std::array<double, 2> lost{};
  for (int i = 0; i <= circuits_[0]; ++i) {
    for (int j = 0; j <= circuits_[1]; ++j) {
      for (int k = 0; k <= circuits_[2]; ++k) {
        const std::array<double, 2> flow{full(0, i) ? load_[0] * at(i, j, k) : 0,
                                         full(1, j) ? load_[1] * at(i, j, k) : 0};
        for (std::size_t stream = 0; stream < flow.size(); ++stream) {
          overflow[stream] += flow[stream];
          if (full(2, k)) lost[stream] += flow[stream];
        }
      }
    }
  }
  const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
  CommonOverflow result;
  result.overflow_erlangs = overflow[0] + overflow[1];
  result.lost_erlangs = lost[0] + lost[1];
  result.final_congestion = share(result.lost_erlangs, result.overflow_erlangs);
  result.overall_loss = share(result.lost_erlangs, load_[0] + load_[1]);
  result.stream_loss = {share(lost[0], load_[0]), share(lost[1], load_[1])};
  return result;
}

}  // namespace

CommonOverflow common_overflow(const std::array<HighUsageGroup, 2>& groups, int final_circuits) {
  for (const auto& group : groups) {
    runtime::check(group.offered >= 0 && group.circuits >= 0, "a high-usage group out of range");
  }
  runtime::check(final_circuits >= 0, "a final group with a negative number of circuits");
  OverflowChain chain{groups, final_circuits};
  chain.solve();
  return chain.result();
}

}  // namespace forlopp::scenario

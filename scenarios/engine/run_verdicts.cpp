#include "scenarios/engine/run_verdicts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/fault_expectation.hpp"

namespace forlopp::scenario {
namespace {

/// What a fault leaves behind may need that long to show.
constexpr Duration a_while = std::chrono::seconds{30};

Duration duration_of(const Quantity& quantity) {
  return Duration{static_cast<Duration::rep>(quantity.value * 1e9)};
}

/// Nothing is judged before the time is up that it was given.
Duration patience_of(const Fault& fault) {
  Duration longest = a_while;
  for (const Expectation& expectation : fault.expect) {
    const Quantity& bound = expectation.condition->bound.quantity;
    if (bound.unit == Unit::duration) longest = std::max(longest, duration_of(bound));
  }
  return longest;
}

}  // namespace

bool Verdicts::Case::is_closed() const {
  return std::ranges::all_of(results, [](const auto& result) { return result.has_value(); });
}

Duration Verdicts::Case::due() const {
  if (!struck) return Duration::max();
  if (fault->judged_after > Duration::zero()) return *struck + fault->judged_after;
  return over ? *over + patience_of(*fault) : Duration::max();
}

void Verdicts::expect(std::size_t index, const Fault& fault) {
  if (fault.expect.empty()) return;
  Case& one = cases_[index];
  one.fault = &fault;
  one.results.resize(fault.expect.size());
  ++open_;
}

Duration Verdicts::next() const {
  Duration next = Duration::max();
  if (open_ == 0) return next;
  for (const auto& [index, one] : cases_)
    if (!one.is_closed()) next = std::min(next, one.due());
  return next;
}

void Verdicts::strikes(std::size_t index, Duration now, const Measurements& so_far) {
  const auto found = cases_.find(index);
  if (found == cases_.end() || found->second.struck) return;
  found->second.struck = now;
  found->second.before = so_far;
}

void Verdicts::is_over(std::size_t index, Duration now) {
  const auto found = cases_.find(index);
  if (found == cases_.end()) return;
  Case& one = found->second;
  if (!one.over) one.over = now;
  if (one.struck || one.is_closed()) return;
  cases_.erase(found);  // It will never strike: nothing can come of it.
  --open_;
}

void Verdicts::judge(std::size_t index, Case& one, const Measurements& so_far, Look look,
                     std::vector<Finding>& findings) {
  const Measurements since = happened_since(one.before, so_far, one.fault->name);
  for (std::size_t i = 0; i < one.results.size(); ++i) {
    const Expectation& expectation = one.fault->expect[i];
    if (one.results[i]) continue;
    if (look == Look::early && !is_lost_for_good(*expectation.condition, since)) continue;
    one.results[i] = evaluate(expectation, since);
    findings.push_back({index, *one.results[i]});
  }
  if (one.is_closed()) close(one);
}

void Verdicts::close(Case& one) {
  one.before = {};
  --open_;
}

std::vector<Verdicts::Finding> Verdicts::judge(Duration now, const Measurements& so_far) {
  std::vector<Finding> findings;
  for (auto& [index, one] : cases_) {
    if (one.is_closed() || !one.struck) continue;
    judge(index, one, so_far, now >= one.due() ? Look::last : Look::early, findings);
  }
  return findings;
}

std::vector<Verdicts::Finding> Verdicts::judge_rest(const Measurements& so_far) {
  std::vector<Finding> findings;
  for (auto& [index, one] : cases_)
    if (!one.is_closed() && one.struck) judge(index, one, so_far, Look::last, findings);
  return findings;
}

std::vector<std::size_t> Verdicts::waiting() const {
  std::vector<std::size_t> waiting;
  for (const auto& [index, one] : cases_)
    if (!one.is_closed()) waiting.push_back(index);
  return waiting;
}

FaultVerdict Verdicts::of(std::size_t index) const {
  const auto found = cases_.find(index);
  if (found == cases_.end()) return FaultVerdict::none;
  const Case& one = found->second;
  const auto failed = [](const auto& result) { return result && !result->held; };
  if (std::ranges::any_of(one.results, failed)) return FaultVerdict::not_held;
  return one.is_closed() ? FaultVerdict::held : FaultVerdict::awaited;
}

std::string Verdicts::text_of(std::size_t index) const {
  std::string text;
  const auto found = cases_.find(index);
  if (found == cases_.end()) return text;
  const Case& one = found->second;
  for (std::size_t i = 0; i < one.results.size(); ++i) {
    text += (text.empty() ? "" : "; ") + one.fault->expect[i].text;
    if (one.results[i]) text += ": " + one.results[i]->measured;
  }
  return text;
}

std::vector<ExpectationResult> Verdicts::results_of(std::size_t index) const {
  std::vector<ExpectationResult> results;
  const auto found = cases_.find(index);
  if (found == cases_.end()) return results;
  const Case& one = found->second;
  for (std::size_t i = 0; i < one.results.size(); ++i) {
    ExpectationResult result = one.results[i].value_or(
        ExpectationResult{one.fault->expect[i].text, false, "it did not strike"});
    result.text = fmt::format("{}: {}", one.fault->name, result.text);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace forlopp::scenario

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/engine/expectation_meanwhile.hpp"
#include "scenarios/engine/fault_catalogue.hpp"
#include "scenarios/engine/scenario_check.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"

namespace forlopp::scenario {
namespace {

using Problems = std::vector<Problem>;

constexpr long long strikes_max = 100'000;

struct Mistake {
  std::string_view key;
  std::string text;
};

void add(const Fault& fault, const Mistake& mistake, Problems& problems) {
  problems.push_back(
      {fault.place, fmt::format("fault {}: {}", fault.name, mistake.text), mistake.key});
}

Duration end_of(const Scenario& scenario) {
  return scenario.run.warm_up + scenario.run.duration;
}

bool fits(const LineAddress& at, TargetKind kind, const LinePlan& lines) {
  const int cards = (lines.lines + lines.lines_per_card - 1) / lines.lines_per_card;
  switch (kind) {
    case TargetKind::shelf: return at.shelf <= lines.shelves;
    case TargetKind::card:
    case TargetKind::link:
      return at.shelf <= lines.shelves && at.card <= lines.cards_per_shelf &&
             (at.shelf - 1) * lines.cards_per_shelf + at.card <= cards;
    case TargetKind::line:
      if (at.shelf == 0) return at.line <= lines.lines;
      return at.shelf <= lines.shelves && at.card <= lines.cards_per_shelf &&
             at.line <= lines.lines_per_card && line_at(lines, at) < lines.lines;
    case TargetKind::process:
    case TargetKind::supervisor:
    case TargetKind::number:
    case TargetKind::call: return true;
  }
  return true;
}

// What the address of a target means: that of `process of card 2/3` is a card's.
TargetKind part_of(const Target& target) {
  if (target.name == "card") return TargetKind::card;
  if (target.name == "shelf") return TargetKind::shelf;
  return target.kind;
}

long long how_many(TargetKind kind, const LinePlan& lines, bool of_one_shelf) {
  const int cards = (lines.lines + lines.lines_per_card - 1) / lines.lines_per_card;
  switch (kind) {
    case TargetKind::line:
      return of_one_shelf ? std::min(lines.lines, lines.cards_per_shelf * lines.lines_per_card)
                          : lines.lines;
    case TargetKind::card:
    case TargetKind::link: return of_one_shelf ? std::min(cards, lines.cards_per_shelf) : cards;
    case TargetKind::shelf: return lines.shelves;
    case TargetKind::process:
    case TargetKind::supervisor:
    case TargetKind::number:
    case TargetKind::call: return 1'000'000'000;
  }
  return 0;
}

void check_address(const ExchangePlan& exchange, const Fault& fault, Problems& problems) {
  const Target& target = fault.target;
  const auto kind = part_of(target);
  if (!is_there(target, exchange))
    return add(fault, {"target", fmt::format("there is no {} in this exchange", text(target))},
               problems);
  const auto most = how_many(kind, exchange.lines, target.address.shelf > 0);
  if (target.choice == Choice::some && target.count > most)
    add(fault, {"target", fmt::format("{} are wanted, but there are only {}", text(target), most)},
        problems);
  if (target.name == "trunk_group" && find_trunk_group(exchange, target.member) == nullptr)
    add(fault, {"target", fmt::format("there is no trunk group '{}'", target.member)}, problems);
}

bool may_strike(const FaultDefinition& known, TargetKind kind) {
  return std::ranges::find(known.targets, kind) != known.targets.end();
}

// Of several numbers or a share of them, those that come along are struck.
void check_number(const ExchangePlan& exchange, const Fault& fault, Problems& problems) {
  const Target& target = fault.target;
  if (target.kind != TargetKind::number || target.choice != Choice::one) return;
  const std::string wrong = wrong_number(exchange, target.digits);
  if (!wrong.empty())
    problems.push_back(
        {fault.target_place, fmt::format("fault {}: {}", fault.name, wrong), "target"});
}

// Contradictions that would only confuse further checks are the only ones reported.
bool check_target(const ExchangePlan& exchange, const Fault& fault, Problems& problems) {
  const auto& known = definition(fault.kind);
  const std::size_t before = problems.size();
  if (!may_strike(known, fault.target.kind))
    add(fault,
        {"target",
         fmt::format("strikes a {}; found '{}'", text(known.targets.front()), text(fault.target))},
        problems);
  else
    check_address(exchange, fault, problems);
  check_number(exchange, fault, problems);
  return problems.size() == before;
}

std::string_view key_of_back_after(const Fault& fault) {
  const auto& parameters = definition(fault.kind).parameters;
  const auto found =
      std::ranges::find(parameters, ParameterForm::back_after, &FaultParameter::form);
  return found == parameters.end() ? "" : found->key;
}

void check_times(const Scenario& scenario, const Fault& fault, Problems& problems) {
  const Trigger& trigger = fault.trigger;
  const Duration end = end_of(scenario);
  const bool by_clock = !trigger.when && trigger.after.empty();
  if (by_clock && trigger.at >= end)
    return add(fault,
               {"at", fmt::format("strikes at {}, after the end of the run at {}", text(trigger.at),
                                  text(end))},
               problems);
  if (fault.lasting > Duration::zero() && definition(fault.kind).course == Course::instant)
    return add(fault, {"lasting", "is over at once; 'lasting' says nothing"}, problems);
  const Duration latest = trigger.at + trigger.spread;
  if (by_clock && latest > end)
    return add(fault,
               {"spread", fmt::format("is spread until {}, beyond the end of the run at {}",
                                      text(latest), text(end))},
               problems);
  if (by_clock && latest + fault.lasting > end)
    add(fault,
        {"lasting", fmt::format("goes on until {}, beyond the end of the run at {}",
                                text(latest + fault.lasting), text(end))},
        problems);
  if (by_clock && latest + fault.parameters.back_after > end)
    add(fault,
        {key_of_back_after(fault),
         fmt::format("is put right at {}, after the end of the run at {}",
                     text(latest + fault.parameters.back_after), text(end))},
        problems);
  if (trigger.every > Duration::zero() && trigger.every < fault.lasting)
    add(fault,
        {"every", fmt::format("strikes every {}, but each goes on for {}", text(trigger.every),
                              text(fault.lasting))},
        problems);
  if (trigger.every > Duration::zero() && trigger.spread > trigger.every)
    add(fault, {"spread", "is spread over more time than lies between its strikes"}, problems);
}

// The times of strikes are listed: there must not be too many.
void check_count(const Scenario& scenario, const Fault& fault, Problems& problems) {
  const Trigger& trigger = fault.trigger;
  if (trigger.every <= Duration::zero()) return;
  long long strikes = (end_of(scenario) - trigger.at) / trigger.every;
  if (trigger.times > 0) strikes = std::min<long long>(strikes, trigger.times);
  if (strikes <= strikes_max) return;
  add(fault, {"every", fmt::format("strikes {} times; at most {}", strikes, strikes_max)},
      problems);
}

/// False if there is nothing to come after.
bool check_after(const Scenario& scenario, const Fault& fault, Problems& problems) {
  const auto& after = fault.trigger.after;
  if (after.empty()) return false;
  std::vector<std::string_view> names;
  for (const auto& other : scenario.faults)
    if (&other != &fault) names.push_back(other.name);
  if (std::ranges::find(names, after) != names.end()) return true;
  add(fault,
      {"after",
       fmt::format("comes after '{}', which is no other fault{}", after, suggestion(after, names))},
      problems);
  return false;
}

/// A strike that follows from itself would never end. Said of the first fault of the circle.
void check_circle(const Scenario& scenario, const Fault& fault, Problems& problems) {
  std::string_view name = fault.trigger.after;
  for (std::size_t steps = 0; !name.empty() && steps <= scenario.faults.size(); ++steps) {
    if (name == fault.name)
      return add(
          fault,
          {"after", fmt::format("comes after '{}', which comes after it", fault.trigger.after)},
          problems);
    const auto before = std::ranges::find(scenario.faults, name, &Fault::name);
    if (before == scenario.faults.end() || &*before < &fault) return;
    name = before->trigger.after;
  }
}

void check_unique_name(const Scenario& scenario, const Fault& fault, Problems& problems) {
  const bool is_default = fault.name == definition(fault.kind).name;
  if (is_default) return;
  const auto first = std::ranges::find(scenario.faults, fault.name, &Fault::name);
  if (&*first != &fault)
    add(fault, {"name", fmt::format("is named '{}', like another fault", fault.name)}, problems);
}

void check_readable(const Fault& fault, std::string_view key,
                    const std::optional<Condition>& condition, Problems& problems) {
  if (!condition) return;
  for (const auto& metric : unreadable_meanwhile(*condition))
    add(fault, {key, fmt::format("{} is known only when the run is over", metric)}, problems);
}

// A time during which a card is out or starting.
struct Outage {
  const Fault* fault;
  LineAddress card;
  Duration from;
  Duration until;
};

bool takes_card_out(const Fault& fault) {
  return (fault.kind == FaultKind::card_pulled || fault.kind == FaultKind::card_crash) &&
         fault.target.kind == TargetKind::card && fault.target.choice == Choice::one;
}

std::vector<Outage> outages(const Scenario& scenario) {
  constexpr std::size_t enough = 1'000;
  std::vector<Outage> result;
  const Duration end = end_of(scenario);
  for (const auto& fault : scenario.faults) {
    if (!takes_card_out(fault) || fault.trigger.spread > Duration::zero()) continue;
    for (const auto at : strike_times(fault, end)) {
      const auto back = fault.parameters.back_after;
      if (result.size() == enough) return result;
      result.push_back(
          {&fault, fault.target.address, at, back > Duration::zero() ? at + back : end});
    }
  }
  std::ranges::stable_sort(result, {}, &Outage::from);
  return result;
}

// One that does not come from the file has a name of its own.
std::string where(const Fault& fault) {
  if (fault.place.line == 0) return fault.name;
  return fmt::format("in line {}", fault.place.line);
}

void check_outages(const Scenario& scenario, Problems& problems) {
  const auto all = outages(scenario);
  for (std::size_t later = 0; later < all.size(); ++later) {
    const auto& second = all[later];
    const auto is_out = [&](const Outage& first) {
      return first.card == second.card && second.from < first.until;
    };
    const auto first = std::find_if(all.begin(), all.begin() + static_cast<long>(later), is_out);
    if (first == all.begin() + static_cast<long>(later)) continue;
    add(*second.fault,
        {"target", fmt::format("strikes {} at {}, while it is out since {} by the fault {}",
                               text(second.fault->target), text(second.from), text(first->from),
                               where(*first->fault))},
        problems);
    return;
  }
}

}  // namespace

bool is_there(const Target& target, const ExchangePlan& exchange) {
  const bool is_one = target.choice == Choice::one;
  return is_one ? fits(target.address, part_of(target), exchange.lines)
                : target.address.shelf <= exchange.lines.shelves;
}

std::vector<Problem> problems_of_faults(const Scenario& scenario) {
  Problems problems;
  for (const auto& fault : scenario.faults) {
    if (!check_target(scenario.exchange, fault, problems)) continue;
    check_times(scenario, fault, problems);
    check_count(scenario, fault, problems);
    if (check_after(scenario, fault, problems)) check_circle(scenario, fault, problems);
    check_unique_name(scenario, fault, problems);
    check_readable(fault, "when", fault.trigger.when, problems);
    check_readable(fault, "abort_when", fault.abort_when, problems);
  }
  if (problems.empty()) check_outages(scenario, problems);
  return problems;
}

}  // namespace forlopp::scenario

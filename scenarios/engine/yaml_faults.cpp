#include <algorithm>

#include <fmt/format.h>

#include "scenarios/engine/expectation_meanwhile.hpp"
#include "scenarios/engine/expectation_text.hpp"
#include "scenarios/engine/fault_catalogue.hpp"
#include "scenarios/engine/fault_expectation.hpp"
#include "scenarios/engine/fault_text.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"
#include "scenarios/engine/yaml_parts.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (const auto& known : fault_catalogue()) names.push_back(known.name);
  return names;
}

std::vector<Word<CallMoment>> moment_words() {
  std::vector<Word<CallMoment>> words;
  for (const auto& known : moment_names()) words.emplace_back(known.name, known.moment);
  return words;
}

void read_parameter(Section& section, const FaultParameter& parameter,
                    FaultParameters& parameters) {
  if (parameter.need == Need::required) section.require(parameter.key);
  const NumberRange range{parameter.least, parameter.most};
  const DurationRange durations{seconds(parameter.least), seconds(parameter.most)};
  switch (parameter.form) {
    case ParameterForm::probability:
      parameters.probability = section.share(parameter.key, range, parameter.otherwise);
      break;
    case ParameterForm::rate:
      parameters.rate = section.rate(parameter.key, range, parameter.otherwise);
      break;
    case ParameterForm::back_after:
      parameters.back_after =
          section.duration(parameter.key, durations, seconds(parameter.otherwise));
      break;
    case ParameterForm::moment:
      parameters.moment = section.word<CallMoment>(parameter.key, moment_words(), CallMoment::any);
      break;
    case ParameterForm::delay:
      parameters.delay = section.distribution(parameter.key)
                             .value_or(hwsim::Distribution::constant(seconds(parameter.otherwise)));
      break;
  }
}

std::optional<Condition> read_condition(Section& section, std::string_view key,
                                        const ExchangePlan& exchange) {
  const auto written = section.text(key);
  if (!written) return std::nullopt;
  auto condition = parse_condition(*written);
  if (!condition) {
    section.problem(section.place_of(key), fmt::format("{}: {}", key, condition.error()));
    return std::nullopt;
  }
  resolve_capacity(*condition, exchange, section.place_of(key), section.problems());
  return std::move(*condition);
}

// Without any other word it strikes at `otherwise`; if there is none, that is a mistake.
Trigger read_trigger(Section& section, const ExchangePlan& exchange,
                     std::optional<Duration> otherwise) {
  Trigger trigger;
  const bool waits = section.has("when") || section.has("after");
  const bool timed = section.has("at") || (otherwise && !waits);
  trigger.at = section.duration("at", {}, waits ? 0ns : otherwise.value_or(0ns));
  trigger.when = read_condition(section, "when", exchange);
  trigger.after = section.text("after").value_or("");
  trigger.every = section.duration("every", {1ms}, 0ns);
  trigger.times = section.count("times", {1, 1'000'000}, trigger.every > 0ns ? 0 : 1);
  trigger.spread = section.duration("spread", {}, 0ns);
  if (section.has("when") && section.has("after"))
    section.problem(section.place(), "fault: 'when' and 'after' exclude each other");
  if (!timed && !waits)
    section.problem(section.place(), "fault: says not when it strikes; expected at, when or after");
  if (section.has("times") && !section.has("every") && timed)
    section.problem(section.place_of("times"), "fault: 'times' needs 'every'");
  return trigger;
}

const FaultDefinition* read_kind(Section& section) {
  const auto written = section.text("fault");
  if (!written) return nullptr;
  const auto* known = find_fault(*written);
  if (known == nullptr)
    section.problem(section.place_of("fault"), fmt::format("unknown fault '{}'{}", *written,
                                                           suggestion(*written, fault_names())));
  return known;
}

void read_target(Section& section, Target& target) {
  const auto written = section.text("target");
  if (!written) return;
  auto parsed = parse_target(*written);
  if (parsed)
    target = std::move(*parsed);
  else
    section.expected("target", parsed.error());
}

// A list, or one line with a semicolon between one and the next.
void read_expect(Section& section, Fault& fault) {
  const auto* node = section.find("expect");
  if (node == nullptr) return;
  std::vector<YamlNode> lines;
  if (node->kind == YamlNode::Kind::list) {
    lines = node->items;
  } else if (node->kind == YamlNode::Kind::scalar) {
    for (std::string& line : conditions_in(node->scalar))
      lines.push_back(
          {.kind = YamlNode::Kind::scalar, .place = node->place, .scalar = std::move(line)});
  } else {
    return section.expected("expect", "conditions such as 'calls_lost == 0; recovered within 5s'");
  }
  for (const auto& line : lines) {
    auto expectation = parse_fault_expectation(line.scalar, fault.name);
    if (!expectation)
      section.problem(line.place, fmt::format("expect: {}", expectation.error()));
    else
      fault.expect.push_back(std::move(*expectation));
  }
}

Fault read_fault(Section& section, const ExchangePlan& exchange,
                 std::optional<Duration> otherwise) {
  section.require("fault");
  section.require("target");
  Fault fault{.place = section.place()};
  const auto* known = read_kind(section);
  read_target(section, fault.target);
  fault.target_place = section.place_of("target");
  fault.trigger = read_trigger(section, exchange, otherwise);
  fault.lasting = section.duration("lasting", {1ms}, 0ns);
  fault.abort_when = read_condition(section, "abort_when", exchange);
  fault.name = section.text("name").value_or(known == nullptr ? "" : std::string{known->name});
  read_expect(section, fault);
  fault.judged_after = section.duration("judged_after", {1ms}, 0ns);
  if (section.has("judged_after") && fault.expect.empty())
    section.problem(section.place_of("judged_after"),
                    "judged_after: nothing is expected; it goes with 'expect'");
  if (known != nullptr) {
    fault.kind = known->kind;
    for (const auto& parameter : known->parameters)
      read_parameter(section, parameter, fault.parameters);
    section.refuse_others();
  }
  return fault;
}

void read_fault(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  Section section{node, "fault", problems};
  Fault fault = read_fault(section, scenario.exchange, std::nullopt);
  if (problems.size() == before) scenario.faults.push_back(std::move(fault));
}

void read_expectation(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  if (node.kind != YamlNode::Kind::scalar) {
    problems.push_back({node.place, fmt::format("expect: found {}; expected one line such as "
                                                "'calls_lost == 0'",
                                                found(node))});
    return;
  }
  auto expectation = parse_expectation(node.scalar);
  if (!expectation) {
    problems.push_back({node.place, fmt::format("expect: {}", expectation.error())});
    return;
  }
  expectation->place = node.place;
  if (expectation->condition)
    resolve_capacity(*expectation->condition, scenario.exchange, node.place, problems);
  scenario.expectations.push_back(std::move(*expectation));
}

}  // namespace

void resolve_capacity(Condition& condition, const ExchangePlan& exchange, Place place,
                      std::vector<Problem>& problems) {
  auto resolved = resolve_capacity(condition, exchange);
  if (!resolved) problems.push_back({place, std::move(resolved.error())});
}

runtime::Result<Fault, std::string> read_fault(std::span<const Written> written,
                                               const ExchangePlan& exchange, Duration now) {
  YamlNode node{.kind = YamlNode::Kind::map};
  for (const Written& each : written) {
    node.entries.push_back(
        {.key = each.key, .value = {.kind = YamlNode::Kind::scalar, .scalar = each.value}});
  }
  std::vector<Problem> problems;
  Section section{node, "fault", problems};
  Fault fault = read_fault(section, exchange, now);
  if (!problems.empty()) return runtime::err(std::move(problems.front().text));
  return fault;
}

void read_faults(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  if (node.kind != YamlNode::Kind::list)
    problems.push_back({node.place, fmt::format("faults: found {}; expected a list", found(node))});
  for (const auto& item : node.items) read_fault(item, scenario, problems);
}

void read_expectations(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  if (node.kind != YamlNode::Kind::list)
    problems.push_back({node.place, fmt::format("expect: found {}; expected a list", found(node))});
  for (const auto& item : node.items) read_expectation(item, scenario, problems);
}

}  // namespace forlopp::scenario

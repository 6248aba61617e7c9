#include "scenarios/live/hello.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "runtime/check.hpp"
#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::live {
namespace {

using management::Array;
using management::Document;
using management::Map;
using scenario::FaultDefinition;
using scenario::FaultParameter;
using scenario::ParameterForm;

std::string_view name(ParameterForm form) {
  switch (form) {
    case ParameterForm::probability: return "share";
    case ParameterForm::delay:
    case ParameterForm::back_after: return "duration";
    case ParameterForm::rate: return "rate";
    case ParameterForm::moment: return "moment";
  }
  return "moment";
}

std::string_view unit(ParameterForm form) {
  switch (form) {
    case ParameterForm::probability: return "%";
    case ParameterForm::delay:
    case ParameterForm::back_after: return "s";
    case ParameterForm::rate: return "/s";
    case ParameterForm::moment: return "";
  }
  return "";
}

Array moments() {
  Array words;
  for (const auto& moment : scenario::moment_names()) words.emplace_back(moment.name);
  return words;
}

Document parameter(const FaultParameter& parameter) {
  Map described{{"key", parameter.key},
                {"form", name(parameter.form)},
                {"required", parameter.need == scenario::Need::required},
                {"meaning", parameter.meaning}};
  if (parameter.form == ParameterForm::moment) {
    described.emplace_back("words", moments());
    return described;
  }
  described.emplace_back("unit", unit(parameter.form));
  described.emplace_back("least", parameter.least);
  described.emplace_back("most", parameter.most);
  described.emplace_back("default", parameter.otherwise);
  return described;
}

Document fault(const FaultDefinition& fault) {
  Array targets;
  for (const auto target : fault.targets) targets.emplace_back(scenario::text(target));
  Array parameters;
  for (const FaultParameter& each : fault.parameters) parameters.push_back(parameter(each));
  return Map{{"kind", fault.name},
             {"does", fault.does},
             {"targets", std::move(targets)},
             {"lasts", fault.course == scenario::Course::lasting},
             {"parameters", std::move(parameters)},
             {"noticed_by", fault.noticed_by},
             {"outcome", fault.outcome}};
}

Array victims() {
  Array all;
  for (const scenario::Victim& victim : scenario::victims()) {
    all.push_back(Map{{"target", scenario::text(victim.kind)},
                      {"name", victim.name},
                      {"meaning", victim.meaning}});
  }
  return all;
}

std::string_view name(scenario::Unit unit) {
  switch (unit) {
    case scenario::Unit::count: return "count";
    case scenario::Unit::duration: return "duration";
    case scenario::Unit::traffic: return "traffic";
    case scenario::Unit::rate: return "rate";
    case scenario::Unit::share: return "share";
  }
  return {};
}

std::string_view name(scenario::MetricArgument argument) {
  using enum scenario::MetricArgument;
  switch (argument) {
    case none: return "none";
    case group: return "group";
    case delay: return "delay";
    case level: return "level";
    case optional_level: return "optional_level";
    case cause: return "cause";
    case fault: return "fault";
  }
  return {};
}

/// Those that can be looked at while the run goes on.
Array metrics() {
  Array all;
  for (const scenario::MetricDefinition& metric : scenario::metric_definitions()) {
    if (metric.readable != scenario::Readable::any_time) continue;
    all.push_back(Map{{"name", metric.name},
                      {"argument", name(metric.argument)},
                      {"unit", name(metric.unit)},
                      {"meaning", metric.meaning}});
  }
  return all;
}

/// Another one whenever the program is started, also with the same seed.
std::string identity() {
  std::uint64_t drawn = 0;
  runtime::check(::getentropy(&drawn, sizeof drawn) == 0, "the kernel gives random numbers");
  return fmt::format("{:016x}", drawn);
}

}  // namespace

Map hello_of(const scenario::Scenario& scenario, std::uint64_t seed) {
  Array faults;
  for (const FaultDefinition& definition : scenario::fault_catalogue()) {
    faults.push_back(fault(definition));
  }
  return {{"run", identity()},   {"scenario", scenario.name},   {"title", scenario.title},
          {"seed", seed},        {"faults", std::move(faults)}, {"metrics", metrics()},
          {"victims", victims()}};
}

}  // namespace forlopp::live

#include "runtime/internal/supervisor_spec.hpp"

#include <set>

#include <fmt/format.h>

#include "runtime/supervisor.hpp"

namespace forlopp::runtime {
namespace {

std::optional<std::string> fault_of_flags(const SupervisorSpec& spec) {
  if (spec.intensity.period > Duration::zero()) return {};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(spec.intensity.period);
  return fmt::format("{{invalid_period,{}}}", seconds.count());
}

std::optional<std::string> fault_of_number(const SupervisorSpec& spec) {
  if (spec.strategy != Strategy::simple_one_for_one || spec.children.size() == 1) return {};
  return "simple_one_for_one needs exactly one child specification";
}

std::optional<std::string> fault_of_significance(const ChildSpec& child,
                                                 AutoShutdown auto_shutdown) {
  if (!child.significant) return {};
  if (auto_shutdown == AutoShutdown::never) {
    return "{bad_combination,[{auto_shutdown,never},{significant,true}]}";
  }
  if (child.restart == Restart::permanent) {
    return "{bad_combination,[{restart,permanent},{significant,true}]}";
  }
  return {};
}

std::optional<std::string> fault_of_children(const SupervisorSpec& spec) {
  std::set<std::string_view> ids;
  for (const ChildSpec& child : spec.children) {
    if (auto fault = fault_of(child, spec.auto_shutdown)) return fault;
    if (!ids.insert(child.id).second) return fmt::format("{{duplicate_child_name,{}}}", child.id);
  }
  return {};
}

}  // namespace

std::optional<std::string> fault_of(const SupervisorSpec& spec) {
  if (auto fault = fault_of_flags(spec)) return fault;
  if (auto fault = fault_of_number(spec)) return fault;
  return fault_of_children(spec);
}

std::optional<std::string> fault_at_start(const SupervisorSpec& spec) {
  if (auto fault = fault_of_flags(spec)) return fmt::format("{{supervisor_data,{}}}", *fault);
  if (auto fault = fault_of_number(spec)) return fmt::format("{{bad_start_spec,{}}}", *fault);
  if (auto fault = fault_of_children(spec)) return fmt::format("{{start_spec,{}}}", *fault);
  return {};
}

std::optional<std::string> fault_of(const ChildSpec& child, AutoShutdown auto_shutdown) {
  if (!child.start) return "missing_start";
  if (auto fault = fault_of_significance(child, auto_shutdown)) return fault;
  if (child.patience() >= Duration::zero() || child.patience() == brutal_kill) return {};
  return fmt::format("{{invalid_shutdown,{}}}", child.patience() / std::chrono::milliseconds{1});
}

Shutdown ChildSpec::patience() const {
  return shutdown.value_or(type == ChildType::supervisor ? infinity : std::chrono::seconds{5});
}

ChildStart ChildStart::with_info(Pid process, std::string info) {
  ChildStart start{process};
  start.info_ = std::move(info);
  return start;
}

ChildStart ChildStart::unfinished(Pid process, ExitReason reason) {
  ChildStart start{runtime::err(std::move(reason))};
  start.unfinished_ = process;
  return start;
}

ChildStart ChildStart::after(Pid predecessor) {
  ChildStart start = unfinished(predecessor, ExitReason{"its predecessor still runs"});
  start.is_postponed_ = true;
  return start;
}

}  // namespace forlopp::runtime

#include "scenarios/engine/run_software_faults.hpp"

#include <algorithm>
#include <array>

#include "runtime/node.hpp"
#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

using callmodel::Pic;
using exchange::CallPoint;
using exchange::Strike;

constexpr std::uint32_t without_end = UINT32_MAX;

/// Each call is asked about at the moments that it passes; `any` is one of them, the same for a
/// call whenever it is asked.
constexpr std::array any_moments{CallMoment::collecting, CallMoment::routing, CallMoment::ringing,
                                 CallMoment::talking};

bool is_at(CallMoment moment, Pic pic) {
  switch (moment) {
    case CallMoment::collecting: return pic == Pic::collect_information;
    case CallMoment::routing: return pic == Pic::select_route;
    case CallMoment::ringing: return pic == Pic::o_alerting;
    case CallMoment::talking: return pic == Pic::o_active;
    case CallMoment::any: return false;
  }
  return false;
}

CallMoment moment_of(const Fault& fault, callmodel::CallId call) {
  if (fault.kind == FaultKind::poison_number) return CallMoment::routing;
  if (fault.parameters.moment != CallMoment::any) return fault.parameters.moment;
  return any_moments[static_cast<std::uint64_t>(call) % any_moments.size()];
}

Strike effect_of(FaultKind kind) {
  return kind == FaultKind::half_call_null_dereference ? Strike::null_dereference : Strike::throws;
}

std::uint32_t strikes_of(const Target& target) {
  switch (target.choice) {
    case Choice::one: return target.kind == TargetKind::number ? without_end : 1;
    case Choice::some: return static_cast<std::uint32_t>(target.count);
    case Choice::share:
    case Choice::all: return without_end;
  }
  return 1;
}

}  // namespace

void SoftwareFaultPlan::arm(const Fault& fault) {
  armed_.push_back({.fault = &fault, .left = strikes_of(fault.target)});
}

void SoftwareFaultPlan::disarm(const std::string& name) {
  std::erase_if(armed_, [&](const Armed& armed) { return armed.fault->name == name; });
}

bool SoftwareFaultPlan::chooses(Armed& armed, const CallPoint& point, runtime::Random& random) {
  const Target& target = armed.fault->target;
  if (armed.left == 0) return false;
  if (target.choice == Choice::share) return random.chance(target.share);
  if (!target.digits.empty() && point.called.text() != target.digits) return false;
  if (armed.left != without_end) --armed.left;
  return true;
}

void SoftwareFaultPlan::note(const Fault& fault, const CallPoint& point) {
  collector_->call_struck(point.call);
  collector_->faults().struck(
      {.at = node_->now().time_since_epoch(),
       .name = fault.name,
       .kind = std::string{definition(fault.kind).name},
       .target = "call " + std::to_string(static_cast<std::uint64_t>(point.call)),
       .object = "call " + std::to_string(static_cast<std::uint64_t>(point.call))});
}

Strike SoftwareFaultPlan::at(const CallPoint& point, runtime::Random& random) {
  for (Armed& armed : armed_) {
    if (!is_at(moment_of(*armed.fault, point.call), point.pic)) continue;
    if (!chooses(armed, point, random)) continue;
    note(*armed.fault, point);
    return effect_of(armed.fault->kind);
  }
  return Strike::none;
}

}  // namespace forlopp::scenario

#include "scenarios/engine/run_software_faults.hpp"

#include <algorithm>
#include <array>
#include <iterator>

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
constexpr std::array any_moments{CallMoment::collecting, CallMoment::routing, CallMoment::ringing};

bool is_at(CallMoment moment, Pic pic) {
  switch (moment) {
    case CallMoment::collecting: return pic == Pic::collect_information;
    case CallMoment::routing: return pic == Pic::select_route;
    case CallMoment::ringing: return pic == Pic::o_alerting || pic == Pic::t_alerting;
    case CallMoment::talking: return pic == Pic::o_active || pic == Pic::t_active;
    case CallMoment::any: return false;
  }
  return false;
}

CallMoment moment_of(const Fault& fault, callmodel::CallId call) {
  if (fault.kind == FaultKind::poison_number) return CallMoment::routing;
  if (fault.parameters.moment != CallMoment::any) return fault.parameters.moment;
  return any_moments[static_cast<std::uint64_t>(call) % any_moments.size()];
}

bool is_for_conversations(const Fault& fault) {
  return fault.kind != FaultKind::poison_number && fault.parameters.moment == CallMoment::talking;
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

bool is_software(FaultKind kind) {
  return kind == FaultKind::half_call_crash || kind == FaultKind::half_call_null_dereference ||
         kind == FaultKind::poison_number;
}

SoftwareFaultPlan::SoftwareFaultPlan(RunCollector& collector, std::uint64_t seed,
                                     const std::vector<Fault>& faults)
    : collector_{&collector},
      seed_{seed},
      random_{seed},
      watches_conversations_{std::ranges::any_of(faults, &is_for_conversations)} {}

void SoftwareFaultPlan::arm(const Fault& fault, const Arming& arming) {
  armed_.push_back({.fault = &fault,
                    .left = arming.calls.value_or(strikes_of(fault.target)),
                    .random = arming.random == nullptr ? &random_ : arming.random});
  if (is_for_conversations(fault)) strike_conversations(armed_.back());
}

void SoftwareFaultPlan::disarm_oldest(const Fault& fault) {
  const auto oldest = std::ranges::find(armed_, &fault, &Armed::fault);
  if (oldest != armed_.end()) armed_.erase(oldest);
}

bool SoftwareFaultPlan::is_armed(const Fault& fault) const {
  return std::ranges::any_of(
      armed_, [&](const Armed& armed) { return armed.fault == &fault && armed.left > 0; });
}

void SoftwareFaultPlan::disarm(const Fault& fault) {
  std::erase_if(armed_, [&](const Armed& armed) { return armed.fault == &fault; });
}

/// A number that is poisoned is so whenever it is dialled: the same share of all numbers for a
/// seed.
bool SoftwareFaultPlan::is_poisoned(const Fault& fault, const callmodel::Digits& called) const {
  constexpr std::uint64_t prime = 0x100000001b3;
  std::uint64_t hash = 0xcbf29ce484222325 ^ seed_;  // FNV-1a
  for (const char digit : called.text()) hash = (hash ^ static_cast<unsigned char>(digit)) * prime;
  for (const char letter : fault.name) hash = (hash ^ static_cast<unsigned char>(letter)) * prime;
  return runtime::Random{hash}.chance(fault.target.share);
}

bool SoftwareFaultPlan::chooses(Armed& armed, const CallPoint& point) const {
  const Target& target = armed.fault->target;
  if (armed.left == 0) return false;
  if (target.choice == Choice::share) return is_poisoned(*armed.fault, point.called);
  if (!target.digits.empty() && point.called.text() != target.digits) return false;
  if (armed.left != without_end) --armed.left;
  return true;
}

void SoftwareFaultPlan::note_talking(const CallPoint& point) {
  if (is_at(CallMoment::talking, point.pic)) {
    talking_[{point.call, point.pic}] = point.half;
  } else if (point.pic == Pic::o_null || point.pic == Pic::o_exception) {
    talking_.erase({point.call, Pic::o_active});
  } else if (point.pic == Pic::t_null || point.pic == Pic::t_exception) {
    talking_.erase({point.call, Pic::t_active});
  }
}

/// They are told by message, so that what they were doing is done.
void SoftwareFaultPlan::strike_conversations(Armed& armed) {
  while (armed.left > 0 && !talking_.empty()) {
    const auto chosen = std::next(
        talking_.begin(), static_cast<std::ptrdiff_t>(armed.random->below(talking_.size())));
    const runtime::Pid half = chosen->second;
    talking_.erase(chosen);
    if (!node_->is_alive(half)) continue;
    due_[half] = armed.fault;
    node_->send(half, exchange::FaultIsDue{});
    if (armed.left != without_end) --armed.left;
  }
}

void SoftwareFaultPlan::note(const Fault& fault, const CallPoint& point) {
  const std::string call = "call " + std::to_string(static_cast<std::uint64_t>(point.call));
  collector_->call_struck(point.call);
  collector_->faults().struck({.at = node_->now().time_since_epoch(),
                               .name = fault.name,
                               .kind = std::string{definition(fault.kind).name},
                               .target = call,
                               .object = call});
  if (struck_) struck_(fault, call, node_->now().time_since_epoch());
}

Strike SoftwareFaultPlan::at(const CallPoint& point, runtime::Random&) {
  if (watches_conversations_) note_talking(point);
  for (Armed& armed : armed_) {
    if (is_for_conversations(*armed.fault)) {
      strike_conversations(armed);
      continue;
    }
    if (!is_at(moment_of(*armed.fault, point.call), point.pic)) continue;
    if (!chooses(armed, point)) continue;
    note(*armed.fault, point);
    return effect_of(armed.fault->kind);
  }
  return Strike::none;
}

Strike SoftwareFaultPlan::due(const CallPoint& point) {
  const auto found = due_.extract(point.half);
  if (found.empty()) return Strike::none;
  note(*found.mapped(), point);
  return effect_of(found.mapped()->kind);
}

}  // namespace forlopp::scenario

#pragma once

#include "hwsim/simulated_equipment.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// The hardware of a scenario's exchange, as the simulation builds it. Its links take no time when
/// the exchange's processor takes none, and a few milliseconds as line scanners do otherwise.
/// Its far exchanges tell `bids`, which outlives them.
hwsim::EquipmentPlan equipment_plan(const Scenario& scenario, hwsim::TrunkBids& bids);

/// How the calls of a traffic class, counted from 0, come.
hwsim::TrafficPlan traffic_plan(const Scenario& scenario, std::size_t traffic_class);

}  // namespace forlopp::scenario

#include "scenarios/engine/run_call_places.hpp"

#include <fmt/format.h>

#include "switch/config/addresses.hpp"

namespace forlopp::scenario {
namespace {

constexpr std::size_t calls_remembered = 1 << 16;

}  // namespace

CallPlaces::CallPlaces(const Scenario& scenario, exchange::SoftwareFaults& faults)
    : exchange_{scenario.exchange},
      faults_{faults},
      remembered_(scenario.faults.empty() ? 0 : calls_remembered) {}

void CallPlaces::remember() {
  remembered_.resize(calls_remembered);
}

exchange::Strike CallPlaces::at(const exchange::CallPoint& point, runtime::Random& random) {
  if (!remembered_.empty()) {
    const auto number = static_cast<std::uint64_t>(point.call);
    remembered_[number % remembered_.size()] = {point.call, point.calling, point.called,
                                                point.calling_port};
  }
  return faults_.at(point, random);
}

std::vector<std::string> CallPlaces::objects_of(callmodel::CallId call) const {
  const auto number = static_cast<std::uint64_t>(call);
  std::vector<std::string> objects{fmt::format("call {}", number)};
  if (remembered_.empty()) return objects;
  const Parties& parties = remembered_[number % remembered_.size()];
  if (parties.call != call) return objects;
  add_line(objects, parties.calling.text());
  add_way_in(objects, parties.calling_port);
  add_line(objects, parties.called.text());
  add_groups(objects, parties.called.text());
  return objects;
}

void CallPlaces::add_line(std::vector<std::string>& objects, std::string_view number) const {
  const auto line = line_of(exchange_.numbers, number, exchange_.lines.lines);
  if (!line) return;
  const LineAddress at = address_of(exchange_.lines, *line);
  objects.push_back(fmt::format("line {}/{}/{}", at.shelf, at.card, at.line));
  objects.push_back(fmt::format("card {}/{}", at.shelf, at.card));
  objects.push_back(fmt::format("link of card {}/{}", at.shelf, at.card));
  objects.push_back(fmt::format("shelf {}", at.shelf));
}

void CallPlaces::add_way_in(std::vector<std::string>& objects, callmodel::PortId port) const {
  if (!exchange::is_circuit(port)) return;
  const std::size_t group = exchange::circuit_of(port).group;
  if (group >= exchange_.trunk_groups.size()) return;
  objects.push_back("trunk_group " + exchange_.trunk_groups[group].name);
}

void CallPlaces::add_groups(std::vector<std::string>& objects, std::string_view number) const {
  const RoutePlan* route = find_route(exchange_, number);
  if (route == nullptr) return;
  for (const std::string& group : route->groups) objects.push_back("trunk_group " + group);
}

}  // namespace forlopp::scenario

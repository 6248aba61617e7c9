#include "switch/config/exchange_data.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "switch/hal/address.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Digits;
using runtime::err;

/// Destination 0 is the exchange's own numbers; route case n is destination n + 1.
constexpr std::uint32_t own_numbers = 0;

bool starts_with(const Digits& number, const Digits& prefix) {
  if (number.size() < prefix.size()) return false;
  for (std::size_t at = 0; at < prefix.size(); ++at) {
    if (number[at] != prefix[at]) return false;
  }
  return true;
}

std::string text(callmodel::NumberingError error) {
  switch (error) {
    case callmodel::NumberingError::not_a_digit: return "is not made of digits";
    case callmodel::NumberingError::bad_lengths: return "is longer than its numbers";
    case callmodel::NumberingError::duplicate: return "is given twice";
    case callmodel::NumberingError::bad_pattern: return "is no pattern";
  }
  return "is wrong";
}

}  // namespace

runtime::Result<std::shared_ptr<const ExchangeData>, std::string> ExchangeData::compile(
    ExchangeConfig config) {
  std::shared_ptr<ExchangeData> data{new ExchangeData};
  data->config_ = std::move(config);
  if (auto problem = data->place_lines()) return err(std::move(*problem));
  if (auto problem = data->add_groups()) return err(std::move(*problem));
  if (auto problem = data->add_numbers()) return err(std::move(*problem));
  return std::shared_ptr<const ExchangeData>{std::move(data)};
}

std::optional<std::string> ExchangeData::place_lines() {
  const LinesConfig& lines = config_.lines;
  if (lines.shelves < 1 || lines.shelves > hal::shelves_max) return "shelves must be 1 to 1000";
  if (lines.cards_per_shelf < 1 || lines.cards_per_shelf > hal::slots_max) {
    return "cards of a shelf must be 1 to 32";
  }
  if (lines.lines_per_card < 1 || lines.lines_per_card > hal::ports_max) {
    return "lines of a card must be 1 to 64";
  }
  const std::uint32_t slots = std::uint32_t{lines.shelves} * lines.cards_per_shelf;
  const std::uint32_t room = slots * lines.lines_per_card;
  line_count_ = lines.lines == 0 ? room : lines.lines;
  if (line_count_ > room) return fmt::format("{} lines do not fit in {}", line_count_, room);
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const std::uint32_t first = slot * lines.lines_per_card;
    const std::uint32_t left = line_count_ > first ? line_count_ - first : 0;
    const auto shelf = static_cast<std::uint16_t>(slot / lines.cards_per_shelf + 1);
    const auto card = static_cast<std::uint16_t>(slot % lines.cards_per_shelf + 1);
    cards_.push_back({
        .shelf = shelf,
        .card = card,
        .ports = static_cast<std::uint16_t>(std::min<std::uint32_t>(left, lines.lines_per_card)),
        .first_line = LineId{first},
        .name = runtime::Name{fmt::format("card {}/{}", shelf, card)},
    });
  }
  essential_.resize(line_count_);
  for (const std::uint32_t line : lines.essential) {
    if (line >= line_count_) return fmt::format("essential line {} does not exist", line);
    essential_[line] = true;
  }
  return std::nullopt;
}

std::optional<std::string> ExchangeData::add_groups() {
  for (const TrunkGroupConfig& group : config_.trunk_groups) {
    if (group.circuits < 1 || group.circuits > hal::circuits_max) {
      return fmt::format("trunk group {} must have 1 to 4096 circuits", group.name);
    }
    const runtime::Name name{trunk_group_process(group.name)};
    if (std::ranges::count(group_names_, name) != 0) {
      return fmt::format("trunk group {} is there twice", group.name);
    }
    group_names_.push_back(name);
  }
  return std::nullopt;
}

std::optional<std::string> ExchangeData::add_numbers() {
  callmodel::DigitTreeBuilder tree;
  const NumberingConfig& own = config_.numbers;
  const auto prefix = Digits::parse(own.prefix);
  if (!prefix) return fmt::format("the prefix {} is no number", own.prefix);
  own_prefix_ = *prefix;
  const auto to_own = callmodel::Destination{own_numbers, callmodel::Category::local};
  if (const auto added = tree.add_prefix(own.prefix, own.length, own.length, to_own); !added) {
    return fmt::format("the prefix {} {}", own.prefix, text(added.error()));
  }
  if (line_count_ > 0 && number_of(LineId{line_count_ - 1}).size() != own.length) {
    return fmt::format("{} lines need longer numbers than {} digits", line_count_, own.length);
  }
  for (const RouteConfig& route : config_.routes) {
    if (auto problem = add_route(route, tree)) return problem;
  }
  numbering_ = tree.build();
  return std::nullopt;
}

std::optional<std::string> ExchangeData::add_route(const RouteConfig& route,
                                                   callmodel::DigitTreeBuilder& tree) {
  std::vector<std::uint16_t> groups;
  for (const std::string& group : route.groups) {
    const auto at = std::ranges::find(config_.trunk_groups, group, &TrunkGroupConfig::name);
    if (at == config_.trunk_groups.end()) {
      return fmt::format("route {} leads to trunk group {}, which does not exist", route.prefix,
                         group);
    }
    groups.push_back(static_cast<std::uint16_t>(at - config_.trunk_groups.begin()));
  }
  if (groups.empty()) return fmt::format("route {} has no trunk group", route.prefix);
  routes_.push_back(std::move(groups));
  const callmodel::Destination to{static_cast<std::uint32_t>(routes_.size()), route.category};
  const auto added = tree.add_prefix(route.prefix, route.digits, route.digits, to);
  if (!added) return fmt::format("the prefix {} {}", route.prefix, text(added.error()));
  return std::nullopt;
}

LinePlace ExchangeData::place_of(LineId line) const {
  const CardSlot& slot = card(card_of(line));
  return {slot.shelf, slot.card, static_cast<std::uint16_t>(port_of(line) + 1)};
}

Digits ExchangeData::number_of(LineId line) const {
  Digits number = own_prefix_;
  const std::size_t length = config_.numbers.length;
  std::string suffix = std::to_string(index(line));
  for (std::size_t at = own_prefix_.size() + suffix.size(); at < length; ++at) {
    number.push(callmodel::Digit::d0);
  }
  for (const char digit : suffix) number.push(*callmodel::to_digit(digit));
  return number;
}

std::optional<LineId> ExchangeData::line_with(const Digits& number) const {
  if (number.size() != config_.numbers.length || !starts_with(number, own_prefix_)) return {};
  std::uint64_t value = 0;
  for (std::size_t at = own_prefix_.size(); at < number.size(); ++at) {
    const auto digit = static_cast<std::uint64_t>(number[at]);
    if (digit > 9) return {};
    value = value * 10 + digit;
    if (value >= line_count_) return {};
  }
  return LineId{static_cast<std::uint32_t>(value)};
}

bool ExchangeData::is_essential(LineId line) const {
  return essential_[index(line)];
}

runtime::Result<callmodel::Route, callmodel::Cause> ExchangeData::select_route(
    const callmodel::Destination& destination, const Digits& called) const {
  if (destination.id != own_numbers) {
    return callmodel::Route{callmodel::RouteKind::trunk, destination.id - 1};
  }
  const auto line = line_with(called);
  if (!line) return err(callmodel::Cause::unallocated_number);
  return callmodel::Route{callmodel::RouteKind::line, index(*line)};
}

std::span<const std::uint16_t> ExchangeData::groups_of(std::uint32_t route_case) const {
  if (route_case >= routes_.size()) return {};
  return routes_[route_case];
}

std::string trunk_group_process(std::string_view group) {
  return fmt::format("trunk_group {}", group);
}

}  // namespace forlopp::exchange

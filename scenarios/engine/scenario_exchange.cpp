#include "scenarios/engine/scenario_exchange.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace forlopp::scenario {

std::string directory_number(const NumberingPlan& numbers, int line) {
  const auto width = std::max(0, numbers.length - static_cast<int>(numbers.prefix.size()));
  return fmt::format("{}{:0{}}", numbers.prefix, line, width);
}

std::optional<int> line_of(const NumberingPlan& numbers, std::string_view digits, int lines) {
  const bool is_own = digits.starts_with(numbers.prefix) &&
                      digits.size() == static_cast<std::size_t>(numbers.length);
  if (!is_own) return std::nullopt;
  int line = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data() + numbers.prefix.size(), end, line);
  if (read.ec != std::errc{} || read.ptr != end || line < 0 || line >= lines) return std::nullopt;
  return line;
}

LineAddress address_of(const LinePlan& lines, int line) {
  const int card = line / lines.lines_per_card;
  return {card / lines.cards_per_shelf + 1, card % lines.cards_per_shelf + 1,
          line % lines.lines_per_card + 1};
}

int line_at(const LinePlan& lines, const LineAddress& address) {
  const int card = (address.shelf - 1) * lines.cards_per_shelf + address.card - 1;
  return card * lines.lines_per_card + address.line - 1;
}

const TrunkGroupPlan* find_trunk_group(const ExchangePlan& exchange, std::string_view name) {
  const auto found = std::ranges::find(exchange.trunk_groups, name, &TrunkGroupPlan::name);
  return found == exchange.trunk_groups.end() ? nullptr : &*found;
}

const RoutePlan* find_route(const ExchangePlan& exchange, std::string_view digits) {
  const RoutePlan* longest = nullptr;
  for (const auto& route : exchange.routes) {
    if (!digits.starts_with(route.prefix)) continue;
    if (longest == nullptr || route.prefix.size() > longest->prefix.size()) longest = &route;
  }
  return longest;
}

}  // namespace forlopp::scenario

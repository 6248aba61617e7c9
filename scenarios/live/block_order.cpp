#include "scenarios/live/block_order.hpp"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "scenarios/engine/fault_catalogue.hpp"
#include "scenarios/engine/scenario_check.hpp"
#include "scenarios/live/arguments.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/trunks/trunk_group.hpp"

namespace forlopp::live {
namespace {

using management::Refusal;
using management::Refused;
using runtime::err;
using OrderResult = runtime::Result<BlockOrder, Refused>;

constexpr std::string_view form = "object: expected 'circuit GROUP/N' or 'card SHELF/CARD'";

auto refuse(Refusal why, std::string text) {
  return err(Refused{why, std::move(text)});
}

enum class Word : std::uint8_t { block, unblock };

template <class Block, class Unblock>
OrderResult order_to(const std::string& process, const scenario::RunInside& inside, Word word,
                     std::pair<Block, Unblock> orders) {
  const runtime::Pid to = inside.node.whereis(runtime::Name{process});
  if (!to) return refuse(Refusal::gone, fmt::format("object: {} is being started again", process));
  return BlockOrder{[to, word, orders](runtime::SimulatedNode& node) {
    if (word == Word::block) return node.send(to, orders.first);
    node.send(to, orders.second);
  }};
}

struct Place {
  std::string_view group;
  int number = 0;
};

/// `north/3`; a group's name may have slashes of its own.
std::optional<Place> place_in(std::string_view text) {
  const auto slash = text.rfind('/');
  if (slash == text.npos) return std::nullopt;
  Place place{.group = text.substr(0, slash)};
  const std::string_view digits = text.substr(slash + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), place.number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return place;
}

OrderResult circuit_order(std::string_view text, const scenario::RunInside& inside, Word word) {
  const auto place = place_in(text);
  if (!place) return refuse(Refusal::argument, std::string{form});
  const auto* group = scenario::find_trunk_group(inside.scenario.exchange, place->group);
  if (group == nullptr || place->number < 1 || place->number > group->circuits) {
    return refuse(Refusal::argument, fmt::format("object: there is no circuit {}", text));
  }
  const auto circuit = static_cast<std::uint16_t>(place->number - 1);
  return order_to("trunk_group " + group->name, inside, word,
                  std::pair{exchange::BlockCircuit{circuit}, exchange::UnblockCircuit{circuit}});
}

OrderResult card_order(const std::string& object, const scenario::RunInside& inside, Word word) {
  const auto target = scenario::parse_target(object);
  if (!target) return refuse(Refusal::argument, std::string{form});
  const bool is_one = target->choice == scenario::Choice::one;
  if (!is_one || !scenario::is_there(*target, inside.scenario.exchange)) {
    return refuse(Refusal::argument, fmt::format("object: there is no {}", object));
  }
  return order_to(scenario::text(*target), inside, word,
                  std::pair{exchange::BlockCard{}, exchange::UnblockCard{}});
}

}  // namespace

OrderResult block_order(const management::Request& request, const scenario::RunInside& inside) {
  constexpr std::string_view circuit = "circuit ";
  const auto object = text_of(request.arguments, "object");
  if (!object) return refuse(Refusal::argument, object.error());
  const std::string what = object->value_or("");
  const Word word = request.what == "block" ? Word::block : Word::unblock;
  if (what.starts_with(circuit)) {
    return circuit_order(std::string_view{what}.substr(circuit.size()), inside, word);
  }
  if (what.starts_with("card ")) return card_order(what, inside, word);
  return refuse(Refusal::argument, std::string{form});
}

}  // namespace forlopp::live

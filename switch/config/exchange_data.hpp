#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "callmodel/cause.hpp"
#include "callmodel/digit_tree.hpp"
#include "callmodel/number.hpp"
#include "runtime/name.hpp"
#include "runtime/result.hpp"
#include "switch/config/addresses.hpp"
#include "switch/config/exchange_config.hpp"

namespace forlopp::exchange {

/// Where a line sits; each counted from 1, as people do.
struct LinePlace {
  std::uint16_t shelf = 1;
  std::uint16_t card = 1;
  std::uint16_t port = 1;
  friend bool operator==(const LinePlace&, const LinePlace&) = default;
};

/// A place for a card: what it is called and which lines it serves.
struct CardSlot {
  std::uint16_t shelf = 1;  ///< From 1.
  std::uint16_t card = 1;   ///< Within its shelf, from 1.
  std::uint16_t ports = 0;  ///< Equipped lines.
  LineId first_line{};
  runtime::Name name{};  ///< `card 1/3`.
};

/// What a configuration became: numbering tree, directory, routes and places, in the form that
/// calls look things up in. Immutable and shared by all processes; a change of configuration is a
/// new one.
class ExchangeData {
 public:
  /// The error says which part of the configuration is wrong, for a person.
  static runtime::Result<std::shared_ptr<const ExchangeData>, std::string> compile(
      ExchangeConfig config);

  const ExchangeConfig& config() const { return config_; }
  const callmodel::DigitTree& numbering() const { return numbering_; }
  std::uint32_t line_count() const { return line_count_; }
  std::span<const CardSlot> cards() const { return cards_; }
  const CardSlot& card(CardId card) const { return cards_[index(card)]; }

  CardId card_of(LineId line) const { return CardId{index(line) / config_.lines.lines_per_card}; }
  std::uint16_t port_of(LineId line) const {
    return static_cast<std::uint16_t>(index(line) % config_.lines.lines_per_card);
  }
  LinePlace place_of(LineId line) const;
  callmodel::Digits number_of(LineId line) const;
  std::optional<LineId> line_with(const callmodel::Digits& number) const;
  bool is_essential(LineId line) const;

  /// Where calls to a number go, by the result of its analysis.
  runtime::Result<callmodel::Route, callmodel::Cause> select_route(
      const callmodel::Destination& destination, const callmodel::Digits& called) const;
  /// The trunk groups of a route case in the order in which they are tried.
  std::span<const std::uint16_t> groups_of(std::uint32_t route_case) const;
  std::span<const runtime::Name> group_names() const { return group_names_; }

 private:
  ExchangeData() = default;
  std::optional<std::string> place_lines();
  std::optional<std::string> add_groups();
  std::optional<std::string> add_numbers();
  std::optional<std::string> add_route(const RouteConfig& route, callmodel::DigitTreeBuilder& tree);

  ExchangeConfig config_;
  callmodel::DigitTree numbering_;
  callmodel::Digits own_prefix_;
  std::uint32_t line_count_ = 0;
  std::vector<CardSlot> cards_;
  std::vector<bool> essential_;
  std::vector<runtime::Name> group_names_;
  std::vector<std::vector<std::uint16_t>> routes_;
};

/// `trunk_group NAME`: the name of a trunk group's process.
std::string trunk_group_process(std::string_view group);

}  // namespace forlopp::exchange

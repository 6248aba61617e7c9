#include "scenarios/engine/run_victims.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/check.hpp"

namespace forlopp::scenario {
namespace {

hal::CardAddress card_address(const LineAddress& address) {
  return {static_cast<std::uint16_t>(address.shelf), static_cast<std::uint16_t>(address.card)};
}

hal::PortNumber port_of(const LineAddress& address) {
  return static_cast<hal::PortNumber>(address.line);
}

/// Cards that have at least one line.
int cards_of(const ExchangePlan& exchange) {
  return (exchange.lines.lines + exchange.lines.lines_per_card - 1) / exchange.lines.lines_per_card;
}

/// A process that is known by its name, not by the place of what it looks after.
bool has_a_name(const Target& target) {
  const bool is_software =
      target.kind == TargetKind::process || target.kind == TargetKind::supervisor;
  return is_software && target.name != "card" && target.name != "shelf";
}

hwsim::LiftInStorm storm_of(const Fault& fault, const LineAddress& address) {
  const bool whole = takes_whole_cards(fault);
  return {.port = whole ? hal::whole_card : port_of(address),
          .share = fault.target.choice == Choice::share ? fault.target.share : 1.0,
          .lifts_after = fault.parameters.delay,
          .holding = hwsim::Distribution::constant(fault.parameters.back_after),
          .spread = whole ? fault.trigger.spread : Duration::zero()};
}

}  // namespace

bool takes_whole_cards(const Fault& fault) {
  const Choice choice = fault.target.choice;
  return fault.kind == FaultKind::off_hook_storm &&
         (choice == Choice::all || choice == Choice::share);
}

Victims::Hit Victims::shelf_hit(int shelf) {
  const std::string object = fmt::format("shelf {}", shelf);
  return {object, object, {shelf, 0, 0}};
}

Victims::Hit Victims::card_hit(int shelf, int card) const {
  const std::string object = fmt::format("card {}/{}", shelf, card);
  return {object, object, {shelf, card, 0}};
}

Victims::Hit Victims::line_hit(int line) const {
  const LineAddress at = address_of(exchange_.lines, line);
  const std::string object = fmt::format("line {}/{}/{}", at.shelf, at.card, at.line);
  return {object, object, at};
}

std::vector<Victims::Hit> Victims::all(const Target& target) const {
  std::vector<Hit> hits;
  const int per_shelf = exchange_.lines.cards_per_shelf;
  const auto on_shelf = [&](int shelf) {
    return target.address.shelf == 0 || target.address.shelf == shelf;
  };
  if (target.kind == TargetKind::line) {
    for (int line = 0; line < exchange_.lines.lines; ++line) {
      Hit hit = line_hit(line);
      if (on_shelf(hit.address.shelf)) hits.push_back(std::move(hit));
    }
    return hits;
  }
  const bool of_shelves = target.kind == TargetKind::shelf || target.name == "shelf";
  const int cards = cards_of(exchange_);
  for (int card = 0; card < cards; ++card) {
    const int shelf = card / per_shelf + 1;
    if (!on_shelf(shelf)) continue;
    if (!of_shelves) {
      hits.push_back(card_hit(shelf, card % per_shelf + 1));
    } else if (card % per_shelf == 0) {
      hits.push_back(shelf_hit(shelf));
    }
  }
  return hits;
}

std::vector<Victims::Hit> Victims::choose(const Fault& fault, runtime::Random& random) const {
  if (!takes_whole_cards(fault)) return choose(fault.target, random);
  Target cards = fault.target;
  cards.kind = TargetKind::card;
  cards.choice = Choice::all;
  return choose(cards, random);
}

Victims::Hit Victims::at_address(const Target& target) const {
  const LineAddress& at = target.address;
  const bool is_line = target.kind == TargetKind::line;
  if (is_line && at.shelf == 0) return line_hit(at.line - 1);
  if (is_line) return line_hit(line_at(exchange_.lines, at));
  if (at.card != 0) return card_hit(at.shelf, at.card);
  return shelf_hit(at.shelf);
}

std::vector<Victims::Hit> Victims::choose(const Target& target, runtime::Random& random) const {
  if (has_a_name(target)) {
    const std::string name =
        target.member.empty() ? target.name : target.name + ' ' + target.member;
    return {{text(target), name, {}}};
  }
  if (target.choice == Choice::one) return {at_address(target)};
  std::vector<Hit> hits = all(target);
  if (target.choice == Choice::all) return hits;
  if (target.choice == Choice::share) {
    std::erase_if(hits, [&](const Hit&) { return !random.chance(target.share); });
    return hits;
  }
  const auto count = std::min(static_cast<std::size_t>(target.count), hits.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(hits[i], hits[i + static_cast<std::size_t>(random.below(hits.size() - i))]);
  }
  hits.resize(count);
  return hits;
}

runtime::Pid Victims::driver_of(const Hit& hit) const {
  return equipment_.card_driver(card_address(hit.address));
}

void Victims::strike(const Fault& fault, const Hit& hit) {
  const FaultParameters& how = fault.parameters;
  switch (fault.kind) {
    case FaultKind::card_pulled: return node_.send(driver_of(hit), hwsim::PullCard{how.back_after});
    case FaultKind::card_crash: return node_.send(driver_of(hit), hwsim::CrashCard{how.back_after});
    case FaultKind::firmware_hang: return node_.send(driver_of(hit), hwsim::HangFirmware{});
    case FaultKind::permanent_off_hook:
      return node_.send(driver_of(hit), hwsim::ShortLine{port_of(hit.address), fault.lasting});
    case FaultKind::babbling_line:
      return node_.send(driver_of(hit),
                        hwsim::BabbleLine{port_of(hit.address), how.rate, fault.lasting});
    case FaultKind::off_hook_storm: return node_.send(driver_of(hit), storm_of(fault, hit.address));
    case FaultKind::message_loss:
      return node_.send(driver_of(hit), hwsim::LoseMessages{how.probability});
    case FaultKind::message_delay:
      return node_.send(driver_of(hit), hwsim::DelayMessages{how.probability, how.delay});
    case FaultKind::message_duplication:
      return node_.send(driver_of(hit), hwsim::DoubleMessages{how.probability});
    case FaultKind::message_reordering:
      return node_.send(driver_of(hit), hwsim::ReorderMessages{how.probability});
    case FaultKind::message_corruption:
      return node_.send(driver_of(hit), hwsim::DamageMessages{how.probability});
    case FaultKind::process_killed:
    case FaultKind::supervisor_killed: return kill(hit);
    case FaultKind::half_call_crash:
    case FaultKind::half_call_null_dereference:
    case FaultKind::poison_number:
      runtime::runtime_check(false, "software faults strike inside half-calls");
  }
}

void Victims::heal(const Fault& fault, const Hit& hit) {
  switch (fault.kind) {
    case FaultKind::message_loss: return node_.send(driver_of(hit), hwsim::LoseMessages{});
    case FaultKind::message_delay: return node_.send(driver_of(hit), hwsim::DelayMessages{});
    case FaultKind::message_duplication: return node_.send(driver_of(hit), hwsim::DoubleMessages{});
    case FaultKind::message_reordering: return node_.send(driver_of(hit), hwsim::ReorderMessages{});
    case FaultKind::message_corruption: return node_.send(driver_of(hit), hwsim::DamageMessages{});
    case FaultKind::permanent_off_hook:
    case FaultKind::babbling_line:
      return node_.send(driver_of(hit), hwsim::HealLine{port_of(hit.address)});
    case FaultKind::card_pulled: return node_.send(driver_of(hit), hwsim::InsertCard{});
    case FaultKind::card_crash:
    case FaultKind::firmware_hang:
    case FaultKind::off_hook_storm:
    case FaultKind::process_killed:
    case FaultKind::supervisor_killed:
    case FaultKind::half_call_crash:
    case FaultKind::half_call_null_dereference:
    case FaultKind::poison_number: return;  // They end by themselves.
  }
}

void Victims::leave_out(const Hit& card, Duration back_after) {
  node_.send(driver_of(card), hwsim::LeaveCardOut{back_after});
}

void Victims::kill(const Hit& hit) {
  const runtime::Pid victim = node_.whereis(runtime::Name{hit.object});
  if (victim) node_.exit_signal(victim, runtime::ExitReason::Kind::kill);
}

}  // namespace forlopp::scenario

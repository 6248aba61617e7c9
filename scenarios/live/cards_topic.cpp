#include <algorithm>
#include <map>
#include <string>

#include "scenarios/live/process_state.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"
#include "switch/lines/card_process.hpp"

namespace forlopp::live {
namespace {

using exchange::CardProcess;
using exchange::CardSlot;
using exchange::LinePhase;
using exchange::Port;
using exchange::UnitState;
using management::State;

/// The state of a half-call is that of its line.
State state_of_call(const Port& port, const Survey& survey) {
  const Survey::Member* half = survey.find(port.half);
  return half == nullptr ? State::setting_up : half->state;
}

State state_of_port(const Port& port, UnitState card, const Survey& survey) {
  if (port.phase == LinePhase::masked || port.has_fault) return State::out_of_service;
  switch (port.phase) {
    case LinePhase::calling:
    case LinePhase::called: return state_of_call(port, survey);
    case LinePhase::orphaned: return State::restarting;
    case LinePhase::treated: return State::setting_up;
    case LinePhase::idle:
    case LinePhase::masked: break;
  }
  return card == UnitState::in_service ? State::idle : State::out_of_service;
}

bool is_faulty(const Port& port) {
  return port.phase == LinePhase::masked || port.has_fault;
}

/// Trouble of the card itself first; else whether any of its lines is in a call.
State state_of_card(const Survey::Member& member, const CardProcess& card) {
  if (card.state() != UnitState::in_service) return State::out_of_service;
  if (member.state == State::restarting || member.state == State::recovered) return member.state;
  return std::ranges::any_of(card.ports(), &Port::in_call) ? State::active : State::idle;
}

management::Board::Row row_of_card(const Survey::Member& member, const CardProcess& card,
                                   const Survey& survey) {
  management::Bytes ports;
  ports.reserve(card.ports().size());
  for (const Port& port : card.ports()) {
    ports.push_back(static_cast<std::uint8_t>(state_of_port(port, card.state(), survey)));
  }
  return row_of(number(state_of_card(member, card)), std::move(ports), to_string(member.seen.pid),
                std::ranges::count_if(card.ports(), is_faulty));
}

management::Board::Row row_of_nobody(const CardSlot& slot) {
  const auto crashed = static_cast<std::uint8_t>(State::crashed);
  return row_of(number(State::crashed), management::Bytes(slot.ports, crashed),
                management::Document{}, 0);
}

/// Reads what the cards' processes know, without asking them.
class CardsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    std::map<std::string, management::Board::Row> rows;
    for (const CardSlot& slot : sight.inside.exchange.data().cards()) {
      if (slot.ports == 0) continue;
      const Survey::Member* member = sight.survey.find(sight.inside.node.whereis(slot.name));
      const auto* card =
          member == nullptr ? nullptr : dynamic_cast<const CardProcess*>(member->seen.code);
      rows.emplace(
          std::to_string(slot.shelf) + '/' + std::to_string(slot.card),
          card == nullptr ? row_of_nobody(slot) : row_of_card(*member, *card, sight.survey));
    }
    board.show(view, std::move(rows));
  }
};

}  // namespace

std::unique_ptr<Topic> cards_topic() {
  return std::make_unique<CardsTopic>();
}

}  // namespace forlopp::live

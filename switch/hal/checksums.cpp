#include "switch/hal/checksum.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"

namespace forlopp::hal {
namespace {

constexpr std::uint64_t pair(std::uint32_t high, std::uint32_t low) {
  return std::uint64_t{high} << 32U | low;
}

constexpr std::uint64_t number(CardAddress card) {
  return std::uint64_t{card.shelf} << 16U | card.slot;
}

template <class Value>
constexpr std::uint64_t byte(Value value, unsigned place) {
  return std::uint64_t{static_cast<std::uint8_t>(value)} << (8U * place);
}

// The argument of an action as one number.
struct Argument {
  std::uint64_t operator()(const Ring& ring) const { return byte(ring.cadence, 0); }
  std::uint64_t operator()(const GiveTone& give) const { return byte(give.tone, 0); }
  std::uint64_t operator()(const Connect& connect) const { return connect.end.bits(); }
  std::uint64_t operator()(const SetPolarity& set) const { return byte(set.polarity, 0); }
  std::uint64_t operator()(const ShowCaller& show) const {
    Checksum sum;
    for (const char symbol : show.number.text()) sum.add(byte(symbol, 0));
    return sum.value();
  }
  template <class Other>
  std::uint64_t operator()(const Other&) const {
    return 0;
  }
};

std::uint64_t number(const PortState& port) {
  return byte(port.hook, 0) | byte(port.ringing, 1) | byte(port.tone, 2) | byte(port.polarity, 3) |
         byte(port.blocking, 4);
}

}  // namespace

std::uint32_t checksum_of(const Event& event) {
  return Checksum{}
      .add(number(event.card) | byte(event.port, 4) | byte(event.kind, 5) |
           std::uint64_t{event.value} << 48U)
      .add(pair(event.incarnation, event.sequence))
      .value();
}

std::uint32_t checksum_of(const EventAck& ack) {
  return Checksum{}.add(number(ack.card)).add(pair(ack.incarnation, ack.sequence)).value();
}

std::uint32_t checksum_of(const Command& command) {
  return Checksum{}
      .add(command.from.bits())
      .add(number(command.card) | byte(command.port, 4) | byte(command.action.index(), 5))
      .add(pair(command.incarnation, command.number))
      .add(std::visit(Argument{}, command.action))
      .value();
}

std::uint32_t checksum_of(const CommandAnswer& answer) {
  return Checksum{}
      .add(number(answer.card) | byte(answer.port, 4) | byte(answer.outcome, 5))
      .add(pair(answer.incarnation, answer.number))
      .value();
}

std::uint32_t checksum_of(const Attach& attach) {
  return Checksum{}.add(number(attach.card)).add(attach.exchange.bits()).value();
}

std::uint32_t checksum_of(const StateQuery& query) {
  return Checksum{}
      .add(pair(query.query, static_cast<std::uint32_t>(number(query.card))))
      .add(query.from.bits())
      .value();
}

std::uint32_t checksum_of(const StateReport& report) {
  Checksum sum;
  sum.add(number(report.card) | byte(report.presence, 4))
      .add(pair(report.incarnation, report.query))
      .add(pair(report.acknowledged, report.last_event));
  for (const PortState& port : report.ports) sum.add(number(port)).add(port.path.bits());
  return sum.value();
}

std::uint32_t checksum_of(const Heartbeat& heartbeat) {
  return Checksum{}
      .add(number(heartbeat.card) | byte(heartbeat.depth, 4))
      .add(heartbeat.from.bits())
      .add(heartbeat.number)
      .value();
}

std::uint32_t checksum_of(const HeartbeatEcho& echo) {
  return Checksum{}
      .add(number(echo.card) | byte(echo.depth, 4))
      .add(pair(echo.incarnation, echo.number))
      .value();
}

}  // namespace forlopp::hal

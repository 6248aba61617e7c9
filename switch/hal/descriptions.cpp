#include <fmt/format.h>

#include "switch/hal/command.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hal {
namespace {

std::string place(CardAddress card, PortNumber port) {
  if (port == whole_card) return fmt::format("card {}", to_string(card));
  return fmt::format("line {}", to_string(PortAddress{card, port}));
}

std::string value_text(const Event& event) {
  switch (event.kind) {
    case EventKind::digit: return fmt::format(" {}", symbol(event));
    case EventKind::alarm:
    case EventKind::alarm_cleared: return fmt::format(" {}", name(Alarm{event.value}));
    case EventKind::test_result: return fmt::format(" {}", name(TestVerdict{event.value}));
    case EventKind::boot: return fmt::format(" {}", name(BootReason{event.value}));
    case EventKind::off_hook:
    case EventKind::on_hook:
    case EventKind::flash:
    case EventKind::ring_trip:
    case EventKind::removed: return {};
  }
  return {};
}

struct ArgumentText {
  std::string operator()(const Ring& ring) const { return fmt::format(" {}", name(ring.cadence)); }
  std::string operator()(const GiveTone& give) const { return fmt::format(" {}", name(give.tone)); }
  std::string operator()(const Connect& connect) const {
    return fmt::format(" {}", to_string(connect.end));
  }
  std::string operator()(const SetPolarity& set) const {
    return fmt::format(" {}", name(set.polarity));
  }
  std::string operator()(const ShowCaller& show) const {
    return fmt::format(" {}", show.number.text());
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::string describe(const Event& event) {
  return fmt::format("{}{} {} #{}", name(event.kind), value_text(event),
                     place(event.card, event.port), event.sequence);
}

std::string describe(const EventAck& ack) {
  return fmt::format("acknowledged #{} card {}", ack.sequence, to_string(ack.card));
}

std::string describe(const Action& action) {
  return fmt::format("{}{}", name(action), std::visit(ArgumentText{}, action));
}

std::string describe(const Command& command) {
  return fmt::format("{} {} #{}", describe(command.action), place(command.card, command.port),
                     command.number);
}

std::string describe(const CommandAnswer& answer) {
  return fmt::format("{} {} #{}", name(answer.outcome), place(answer.card, answer.port),
                     answer.number);
}

std::string describe(const PortState& port) {
  return fmt::format("{}{}{}, tone {}, path {}, polarity {}", name(port.hook),
                     port.ringing == Ringing::rings ? ", rings" : "",
                     port.blocking == Blocking::blocked ? ", blocked" : "", name(port.tone),
                     to_string(port.path), name(port.polarity));
}

std::string describe(const Attach& attach) {
  return fmt::format("attach card {}", to_string(attach.card));
}

std::string describe(const StateQuery& query) {
  return fmt::format("state? card {} #{}", to_string(query.card), query.query);
}

std::string describe(const StateReport& report) {
  if (report.presence == Presence::removed)
    return fmt::format("card {} is not there", to_string(report.card));
  return fmt::format("card {}: {} ports, run {}, events {} acknowledged {}", to_string(report.card),
                     report.ports.size(), report.incarnation, report.last_event,
                     report.acknowledged);
}

std::string describe(const Heartbeat& heartbeat) {
  return fmt::format("heartbeat {} card {} #{}", name(heartbeat.depth), to_string(heartbeat.card),
                     heartbeat.number);
}

std::string describe(const HeartbeatEcho& echo) {
  return fmt::format("echo {} card {} #{}", name(echo.depth), to_string(echo.card), echo.number);
}

std::string describe(const WatchShelf& watch) {
  return fmt::format("watch shelf {}", watch.shelf);
}

std::string describe(const CardInserted& inserted) {
  return fmt::format("card {} inserted, {} ports", to_string(inserted.inventory.card),
                     inserted.inventory.ports);
}

std::string describe(const CardRemoved& removed) {
  return fmt::format("card {} removed", to_string(removed.card));
}

std::string describe(const TrunkMessage& message) {
  const std::string circuit = to_string(message.circuit);
  if (message.kind == Isup::iam)
    return fmt::format("IAM {} called {}", circuit, message.called.text());
  if (message.kind == Isup::rel) return fmt::format("REL {} cause {}", circuit, message.cause);
  if (message.kind == Isup::grs || message.kind == Isup::gra)
    return fmt::format("{} {} +{}", name(message.kind), circuit, message.range);
  return fmt::format("{} {}", name(message.kind), circuit);
}

std::string describe(const ConnectCircuit& connect) {
  return fmt::format("connect {} {}", to_string(connect.circuit), to_string(connect.end));
}

std::string describe(const AttachTrunks& attach) {
  return fmt::format("attach trunk group {}", attach.group);
}

}  // namespace forlopp::hal

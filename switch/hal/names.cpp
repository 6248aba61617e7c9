#include <array>
#include <string_view>

#include "switch/hal/command.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/sound.hpp"
#include "switch/hal/state_report.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hal {
namespace {

template <std::size_t size>
using Names = std::array<std::string_view, size>;

template <std::size_t size, class Value>
std::string_view from(const Names<size>& names, Value value) {
  const auto at = static_cast<std::size_t>(value);
  return at < size ? names[at] : "?";
}

constexpr Names<11> tones{"silence",
                          "dial",
                          "recall dial",
                          "ringback",
                          "busy",
                          "congestion",
                          "special information",
                          "number unobtainable",
                          "call waiting",
                          "record",
                          "howler"};
constexpr Names<4> cadences{"normal", "distinctive", "recall", "splash"};
constexpr Names<10> events{"off_hook", "on_hook",       "flash",       "digit", "ring_trip",
                           "alarm",    "alarm_cleared", "test_result", "boot",  "removed"};
constexpr Names<5> alarms{"power", "temperature", "ringing generator", "tone generator", "port"};
constexpr Names<4> boot_reasons{"power on", "inserted", "watchdog", "commanded"};
constexpr Names<5> verdicts{"passed", "loop open", "loop short", "leakage", "foreign voltage"};
constexpr Names<13> actions{"ring",       "stop_ringing", "give_tone",   "stop_tone", "connect",
                            "disconnect", "set_polarity", "show_caller", "rest",      "block",
                            "unblock",    "test",         "reset"};
constexpr Names<5> outcomes{"done", "wrong hook state", "busy", "no such port", "not supported"};
constexpr Names<2> polarities{"normal", "reversed"};
constexpr Names<2> hooks{"on-hook", "off-hook"};
constexpr Names<2> depths{"link", "scan loop"};
constexpr Names<15> isup{"IAM", "ACM", "CPG", "ANM", "SUS", "RES", "REL", "RLC",
                         "BLO", "BLA", "UBL", "UBA", "RSC", "GRS", "GRA"};

static_assert(std::variant_size_v<Action> == actions.size());

}  // namespace

std::string_view name(Tone tone) {
  return from(tones, tone);
}
std::string_view name(Cadence cadence) {
  return from(cadences, cadence);
}
std::string_view name(EventKind kind) {
  return from(events, kind);
}
std::string_view name(Alarm alarm) {
  return from(alarms, alarm);
}
std::string_view name(BootReason reason) {
  return from(boot_reasons, reason);
}
std::string_view name(TestVerdict verdict) {
  return from(verdicts, verdict);
}
std::string_view name(const Action& action) {
  return from(actions, action.index());
}
std::string_view name(CommandOutcome outcome) {
  return from(outcomes, outcome);
}
std::string_view name(Polarity polarity) {
  return from(polarities, polarity);
}
std::string_view name(Hook hook) {
  return from(hooks, hook);
}
std::string_view name(HeartbeatDepth depth) {
  return from(depths, depth);
}
std::string_view name(Isup kind) {
  return from(isup, kind);
}

}  // namespace forlopp::hal

#include "scenarios/engine/run_fault_signs.hpp"

#include <array>

namespace forlopp::scenario {
namespace {

using enum Sign;
using std::chrono::minutes;
using std::chrono::seconds;
using End = FaultSigns::End;

constexpr std::array pulled{card_out, card_started};
constexpr std::array crashed{card_out, card_problem, card_started};
constexpr std::array hung{card_problem, card_started};
constexpr std::array starts{card_started};
constexpr std::array babbles{line_babbling};
constexpr std::array refused{overload};
constexpr std::array ended{process_ended};
constexpr std::array started{process_started};
constexpr std::array released{call_released};

constexpr FaultSigns of_pulled{
    .noticed = pulled, .window = seconds{30}, .over = starts, .aftermath = seconds{1}};
/// A watchdog may take its time, and the missing heartbeats are counted.
constexpr FaultSigns of_crashed{
    .noticed = crashed, .window = minutes{5}, .over = starts, .aftermath = seconds{1}};
constexpr FaultSigns of_hung{
    .noticed = hung, .window = minutes{1}, .over = starts, .aftermath = seconds{1}};
constexpr FaultSigns of_off_hook{.end = End::silent};
constexpr FaultSigns of_babbling{
    .noticed = babbles, .window = minutes{1}, .end = End::silent, .aftermath = seconds{1}};
constexpr FaultSigns of_storm{.noticed = refused, .window = minutes{1}};
/// What a lost message leaves behind is found by timers and audits.
constexpr FaultSigns of_link{.end = End::silent, .aftermath = minutes{2}};
constexpr FaultSigns of_call{.noticed = released, .window = minutes{5}, .over = released};
constexpr FaultSigns of_kill{
    .noticed = ended, .window = seconds{10}, .over = started, .aftermath = seconds{1}};

}  // namespace

const FaultSigns& signs_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::card_pulled: return of_pulled;
    case FaultKind::card_crash: return of_crashed;
    case FaultKind::firmware_hang: return of_hung;
    case FaultKind::permanent_off_hook: return of_off_hook;
    case FaultKind::babbling_line: return of_babbling;
    case FaultKind::off_hook_storm: return of_storm;
    case FaultKind::message_loss:
    case FaultKind::message_delay:
    case FaultKind::message_duplication:
    case FaultKind::message_reordering:
    case FaultKind::message_corruption: return of_link;
    case FaultKind::half_call_crash:
    case FaultKind::half_call_null_dereference:
    case FaultKind::poison_number: return of_call;
    case FaultKind::process_killed:
    case FaultKind::supervisor_killed: return of_kill;
  }
  return of_kill;
}

}  // namespace forlopp::scenario

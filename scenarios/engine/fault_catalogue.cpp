#include "scenarios/engine/fault_catalogue.hpp"

#include <algorithm>
#include <array>

#include "runtime/check.hpp"

namespace forlopp::scenario {
namespace {

using enum TargetKind;

constexpr std::array on_cards{card};
constexpr std::array on_lines{line};
constexpr std::array on_links{link};
constexpr std::array on_calls{call};
constexpr std::array on_numbers{number};
constexpr std::array on_processes{process};
constexpr std::array on_supervisors{supervisor};

constexpr double day = 86'400.0;

// clang-format off
constexpr std::array card_pulled_parameters{
    FaultParameter{"reinserted_after", ParameterForm::back_after, Need::optional, 0.1, day, 0.0,
                   "until the card is put back; without it, it stays out"}};
constexpr std::array card_crash_parameters{
    FaultParameter{"reset_after", ParameterForm::back_after, Need::optional, 0.001, 3'600.0, 2.0,
                   "until the watchdog starts the card again"}};
constexpr std::array babbling_parameters{
    FaultParameter{"rate", ParameterForm::rate, Need::optional, 0.1, 1'000.0, 20.0,
                   "hook changes of the line"}};
constexpr std::array storm_parameters{
    FaultParameter{"lifts_after", ParameterForm::delay, Need::optional, 0.0, 3'600.0, 0.0,
                   "until each subscriber has lifted"},
    FaultParameter{"gives_up_after", ParameterForm::back_after, Need::optional, 1.0, day, 30.0,
                   "until a subscriber who has not dialled hangs up"}};
constexpr std::array probability_parameters{
    FaultParameter{"probability", ParameterForm::probability, Need::required, 0.0, 1.0, 0.0,
                   "that a message is hit"}};
constexpr std::array delay_parameters{
    FaultParameter{"probability", ParameterForm::probability, Need::optional, 0.0, 1.0, 1.0,
                   "that a message is hit"},
    FaultParameter{"delay", ParameterForm::delay, Need::required, 0.0, 3'600.0, 0.0,
                   "how much later it arrives"}};
constexpr std::array half_call_parameters{
    FaultParameter{"while", ParameterForm::moment, Need::optional, 0.0, 0.0, 0.0,
                   "the moment of the call at which it strikes"}};

constexpr std::array<FaultDefinition, 16> catalogue{{
    {FaultKind::card_pulled, "card_pulled", "the card is pulled out of its shelf",
     on_cards, Course::instant, card_pulled_parameters,
     "the removed event of the shelf, or missing heartbeats",
     "its calls end with cause 27, its lines are blocked, an alarm is raised; when it is back it is "
     "booted, audited and unblocked"},
    {FaultKind::card_crash, "card_crash", "the card's firmware crashes and its watchdog resets it",
     on_cards, Course::instant, card_crash_parameters,
     "missing heartbeats, then the boot event",
     "the card process is aligned with the hardware again; stable calls keep their path"},
    {FaultKind::firmware_hang, "firmware_hang",
     "the card answers its link but scans no line any more",
     on_cards, Course::instant, {},
     "missing heartbeats of the scan loop",
     "the card is reset, and blocked if it happens too often"},
    {FaultKind::permanent_off_hook, "permanent_off_hook", "the line is off-hook and nobody dials",
     on_lines, Course::lasting, {},
     "the first-digit timer",
     "congestion tone, howler, then parked until it is on-hook again; no call is counted twice"},
    {FaultKind::babbling_line, "babbling_line", "the hook of the line chatters",
     on_lines, Course::lasting, babbling_parameters,
     "more events than the line's bucket allows",
     "the line is masked and comes back when it is quiet; no other line notices"},
    {FaultKind::off_hook_storm, "off_hook_storm", "many subscribers lift at the same time",
     on_lines, Course::instant, storm_parameters,
     "the rate of attempts and the wait for digit receivers",
     "admission control refuses what is too much; calls in progress go on"},
    {FaultKind::message_loss, "message_loss", "messages between card and exchange are lost",
     on_links, Course::lasting, probability_parameters,
     "missing acknowledgements and timers",
     "sent again; what could not be is put right by an audit, cause 102"},
    {FaultKind::message_delay, "message_delay", "messages between card and exchange are late",
     on_links, Course::lasting, delay_parameters,
     "the time to acknowledge",
     "calls go on later; nothing is done twice"},
    {FaultKind::message_duplication, "message_duplication",
     "messages between card and exchange arrive twice",
     on_links, Course::lasting, probability_parameters,
     "sequence numbers",
     "the second one is dropped"},
    {FaultKind::message_reordering, "message_reordering",
     "messages between card and exchange overtake each other",
     on_links, Course::lasting, probability_parameters,
     "sequence numbers",
     "put in order again, or the card's state is asked for"},
    {FaultKind::message_corruption, "message_corruption",
     "messages between card and exchange arrive damaged",
     on_links, Course::lasting, probability_parameters,
     "the check sum",
     "dropped, counted and sent again"},
    {FaultKind::half_call_crash, "half_call_crash", "a half-call throws",
     on_calls, Course::lasting, half_call_parameters,
     "the link between the halves, and the monitors of whatever the call held",
     "this call alone ends, with cause 41, and gives back all that it held"},
    {FaultKind::half_call_null_dereference, "half_call_null_dereference",
     "a half-call reads through a null pointer",
     on_calls, Course::lasting, half_call_parameters,
     "the hardware trap, turned into the exit of that process",
     "this call alone ends, with cause 41, and gives back all that it held"},
    {FaultKind::poison_number, "poison_number", "a dialled number makes its analysis throw",
     on_numbers, Course::lasting, {},
     "the exit of the originating half",
     "exactly the calls to that number are lost, with cause 41"},
    {FaultKind::process_killed, "process_killed", "a process of the exchange is killed",
     on_processes, Course::instant, {},
     "its supervisor's exit signal",
     "restarted; calls in progress go on"},
    {FaultKind::supervisor_killed, "supervisor_killed",
     "a supervisor of the exchange is killed, and so all below it",
     on_supervisors, Course::instant, {},
     "the exit signal of the supervisor above",
     "restarted with its children, which align themselves with the hardware"},
}};

constexpr std::array<Victim, 15> known_victims{{
    {process, "card", "of one line card"},
    {process, "store", "the writer of call records"},
    {process, "alarms", "the keeper of alarms"},
    {process, "path_finder", "the owner of speech paths"},
    {process, "digit_receivers", "the pool of digit receivers"},
    {process, "trunk_group", "the owner of a trunk group's circuits"},
    {process, "admission", "the regulator of overload"},
    {process, "audit", "the checker of the laws of conservation"},
    {process, "measurement", "the counter of traffic"},
    {supervisor, "shelf", "of one shelf's cards"},
    {supervisor, "shelves", "of all shelves"},
    {supervisor, "resources", "of path finder, receivers and trunk groups"},
    {supervisor, "calls", "of all half-calls"},
    {supervisor, "maintenance", "of regulators, audits and measurement"},
    {supervisor, "exchange", "of everything"},
}};
// clang-format on

constexpr std::array<MomentName, 5> known_moments{{{CallMoment::any, "any"},
                                                   {CallMoment::collecting, "collecting"},
                                                   {CallMoment::routing, "routing"},
                                                   {CallMoment::ringing, "ringing"},
                                                   {CallMoment::talking, "talking"}}};

static_assert(std::ranges::all_of(catalogue, [](const FaultDefinition& fault) {
  return &fault == &catalogue[static_cast<std::size_t>(fault.kind)];
}));

}  // namespace

std::span<const FaultDefinition> fault_catalogue() {
  return catalogue;
}

const FaultDefinition& definition(FaultKind kind) {
  return catalogue[static_cast<std::size_t>(kind)];
}

const FaultDefinition* find_fault(std::string_view name) {
  const auto found = std::ranges::find(catalogue, name, &FaultDefinition::name);
  return found == catalogue.end() ? nullptr : &*found;
}

std::span<const Victim> victims() {
  return known_victims;
}

std::span<const MomentName> moment_names() {
  return known_moments;
}

std::string_view text(CallMoment moment) {
  return known_moments[static_cast<std::size_t>(moment)].name;
}

std::string_view text(TargetKind kind) {
  switch (kind) {
    case line: return "line";
    case card: return "card";
    case link: return "link";
    case shelf: return "shelf";
    case process: return "process";
    case supervisor: return "supervisor";
    case number: return "number";
    case call: return "call";
  }
  runtime::fail_check("not a kind of target", std::source_location::current());
}

}  // namespace forlopp::scenario

#include "scenarios/engine/report_terminal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <sstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/report_faults.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t rows_max = 25;
constexpr std::size_t causes_max = 8;
constexpr std::size_t bar_columns = 30;

std::string section(std::string_view title, Colour colour) {
  return "\n" + painted(std::string{title}, Tone::heading, colour) + "\n";
}

std::string left_out(std::size_t all, Colour colour) {
  if (all <= rows_max) return {};
  return painted(fmt::format("  and {} more\n", all - rows_max), Tone::faint, colour);
}

/// A bar whose end is exact to an eighth of a column.
std::string bar(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  const double share = static_cast<double>(part) / static_cast<double>(whole);
  const auto eighths = static_cast<std::size_t>(share * bar_columns * 8 + 0.5);
  constexpr std::array<std::string_view, 8> ends{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string result;
  for (std::size_t i = 0; i < eighths / 8; ++i) result += "█";
  return result + std::string{ends[eighths % 8]};
}

std::string heading(const RunFacts& run, Colour colour) {
  auto result = fmt::format(
      "{}  {}\n", painted("Forlopp " + printable(run.program_version), Tone::heading, colour),
      painted(printable(run.title.empty() ? run.scenario : run.title), Tone::heading, colour));
  std::vector<std::string> facts{"scenario " + printable(run.scenario),
                                 fmt::format("seed {}", run.seed)};
  if (!run.fingerprint.empty()) facts.push_back("fingerprint " + printable(run.fingerprint));
  if (!run.scheduler.empty()) facts.push_back(printable(run.scheduler));
  if (run.lines > 0) facts.push_back(count_text(run.lines) + " lines");
  result += fmt::format("  {}\n", fmt::join(facts, ", "));
  result += fmt::format("  {} of exchange time in {}: {} real time\n", span_text(run.virtual_time),
                        span_text(run.wall_time), speed_text(run.speed_factor()));
  return result;
}

void add_count(TextTable& table, std::string name, std::uint64_t count, std::uint64_t attempts) {
  table.add({std::move(name),
             count_text(count),
             percent_text(count, attempts),
             {bar(count, attempts), Tone::faint}});
}

/// The most frequent ones by name, the others together.
void add_causes(TextTable& table, const CallCounts& calls) {
  auto causes = calls.failed_by_cause;
  std::ranges::stable_sort(causes, std::ranges::greater{}, &CauseCount::count);
  for (const auto& cause : causes | std::views::take(causes_max)) {
    add_count(table, fmt::format("  {:>3}  {}", cause.cause, cause.name), cause.count,
              calls.attempts);
  }
  std::uint64_t others = 0;
  for (const auto& cause : causes | std::views::drop(causes_max)) others += cause.count;
  if (others > 0) add_count(table, "       other causes", others, calls.attempts);
}

std::string calls_section(const CallCounts& calls, Colour colour) {
  TextTable table{{"", Align::left}, {"", Align::right}, {"", Align::right}, {"", Align::left}};
  add_count(table, "attempts", calls.attempts, calls.attempts);
  add_count(table, "answered", calls.answered, calls.attempts);
  add_count(table, "failed", calls.failed, calls.attempts);
  add_causes(table, calls);
  if (calls.in_progress > 0) add_count(table, "in progress", calls.in_progress, calls.attempts);
  auto result = section("Calls", colour) + table.text(colour);
  result += fmt::format(
      "  {} completed, {} still talking, {} call records; {} carried, {} calls at most\n",
      count_text(calls.completed), count_text(calls.talking), count_text(calls.records),
      erlang_text(calls.carried_erlangs), count_text(calls.most_at_once));
  result += fmt::format("  cut off by faults: {} ({} while being set up, {} while talking)",
                        count_text(calls.cut_off_transient + calls.cut_off_stable),
                        count_text(calls.cut_off_transient), count_text(calls.cut_off_stable));
  if (calls.struck > 0) {
    result += fmt::format("; half-calls of {} calls made to crash", count_text(calls.struck));
  }
  return result + "\n";
}

TextCell target_cell(const DelayDistribution& delay) {
  if (!delay.target) return "";
  const auto& target = *delay.target;
  const bool met =
      delay.mean <= target.mean && (target.p95.count() == 0 || delay.p95 <= target.p95);
  return {fmt::format("{} {} / {}  {}", met ? "within" : "beyond", delay_text(target.mean),
                      delay_text(target.p95), target.source),
          met ? Tone::good : Tone::bad};
}

std::string target_heading(const std::vector<DelayDistribution>& delays) {
  const bool has_any =
      std::ranges::any_of(delays, [](const auto& delay) { return delay.target.has_value(); });
  return has_any ? "target mean / 95 %" : "";
}

std::string delays_section(const Measurements& measured, Colour colour) {
  TextTable table{{"", Align::left},      {"count", Align::right},          {"mean", Align::right},
                  {"50 %", Align::right}, {"95 %", Align::right},           {"99 %", Align::right},
                  {"most", Align::right}, {target_heading(measured.delays)}};
  for (const auto& delay : measured.delays) {
    if (delay.count == 0) continue;
    table.add({delay.name, count_text(delay.count), delay_text(delay.mean), delay_text(delay.p50),
               delay_text(delay.p95), delay_text(delay.p99), delay_text(delay.most),
               target_cell(delay)});
  }
  return table.empty() ? std::string{} : section("Delays", colour) + table.text(colour);
}

TextCell theory_cell(const BlockingResult& result) {
  if (!result.theory) return "";
  auto text = fraction_text(result.theory->blocking) + "  " + result.theory->formula;
  if (!result.blocking || result.theory->reference) return text;
  const bool agrees = result.blocking->contains(result.theory->blocking);
  return {text + (agrees ? ", within" : ", outside"), agrees ? Tone::good : Tone::bad};
}

std::string blocking_section(const Measurements& measured, Colour colour) {
  if (measured.blocking.empty()) return {};
  TextTable table{{"", Align::left},         {"circuits", Align::right}, {"offered", Align::right},
                  {"carried", Align::right}, {"attempts", Align::right}, {"blocked", Align::right},
                  {"interval", Align::left}, {"theory", Align::left}};
  for (const auto& each : measured.blocking) {
    const auto ratio = each.attempts == 0
                           ? 0
                           : static_cast<double>(each.blocked) / static_cast<double>(each.attempts);
    table.add(
        {each.name, each.circuits == 0 ? "" : count_text(static_cast<std::uint64_t>(each.circuits)),
         load_text(each.offered_erlangs), load_text(each.carried_erlangs),
         count_text(each.attempts), fraction_text(each.blocking ? each.blocking->value : ratio),
         each.blocking ? interval_text(*each.blocking) : "too few to say", theory_cell(each)});
  }
  const double confidence = measured.blocking.front().blocking
                                ? measured.blocking.front().blocking->confidence
                                : Interval{}.confidence;
  const auto title = fmt::format("Blocking (intervals: {:.4g} %)", confidence * 100);
  return section(title, colour) + table.text(colour);
}

std::string incoming_section(const Measurements& measured, Colour colour) {
  if (measured.incoming.empty()) return {};
  TextTable table{{"", Align::left},          {"circuits", Align::right},
                  {"attempts", Align::right}, {"blocked", Align::right},
                  {"interval", Align::left},  {"refused here", Align::right}};
  for (const auto& each : measured.incoming) {
    table.add({each.group, count_text(static_cast<std::uint64_t>(each.circuits)),
               count_text(each.attempts), fraction_text(blocked_share(each)),
               each.blocking ? interval_text(*each.blocking) : "too few to say",
               count_text(each.refused)});
  }
  return section("Calls from afar (blocked at the far end, refused here for congestion)", colour) +
         table.text(colour);
}

std::string after(const std::optional<Duration>& delay) {
  return delay ? delay_text(*delay) : "-";
}

std::string faults_section(const Measurements& measured, Colour colour) {
  if (measured.faults.empty()) return {};
  TextTable table{{"at", Align::right},
                  {"fault"},
                  {"target"},
                  {"detected", Align::right},
                  {"recovered", Align::right},
                  {"calls lost", Align::right}};
  const std::vector<FaultRow> rows = fault_rows(measured.faults);
  for (const auto& [first, strikes, fault, title, target] : rows | std::views::take(rows_max)) {
    table.add({clock_text(fault.at), title, target, after(fault.detected_after),
               recovery_text(fault, measured.run),
               lost_text(fault.lost_transient, fault.lost_stable)});
  }
  return section("Faults (calls lost: in set-up + talking)", colour) + table.text(colour) +
         left_out(rows.size(), colour);
}

std::string restarts_section(const Measurements& measured, Colour colour) {
  if (measured.restarts.empty()) return {};
  TextTable table{
      {"level"}, {"by supervisor"}, {"times", Align::right}, {"calls lost", Align::right}};
  for (const auto& restart : measured.restarts | std::views::take(rows_max)) {
    table.add({fmt::format("{} {}", restart.level, restart.level_name), restart.supervisor,
               count_text(restart.count), lost_text(restart.lost_transient, restart.lost_stable)});
  }
  return section("Restarts", colour) + table.text(colour) +
         left_out(measured.restarts.size(), colour);
}

/// One or two are what the run was for; of more, the other reports have room.
std::string ladders_section(const Measurements& measured, Colour colour) {
  if (measured.ladders.empty()) return {};
  if (measured.ladders.size() > 2) {
    const auto note =
        fmt::format("\n{} ladders are in the other reports\n", measured.ladders.size());
    return painted(note, Tone::faint, colour);
  }
  std::string result;
  for (const auto& ladder : measured.ladders) {
    result += section("Ladder: " + printable(ladder.title), colour);
    std::istringstream lines{printable(ladder.text)};
    for (std::string line; std::getline(lines, line);) result += "  " + line + "\n";
  }
  return result;
}

std::string alarms_section(const Measurements& measured, Colour colour) {
  if (measured.alarms.empty()) return {};
  TextTable table{
      {"raised", Align::right}, {"cleared", Align::right}, {"severity"}, {"of"}, {"what"}};
  for (const auto& alarm : measured.alarms | std::views::take(rows_max)) {
    table.add({clock_text(alarm.raised_at),
               alarm.cleared_at ? clock_text(*alarm.cleared_at) : "not cleared",
               std::string{severity_text(alarm.severity)}, alarm.object, alarm.text});
  }
  return section("Alarms", colour) + table.text(colour) + left_out(measured.alarms.size(), colour);
}

std::string crashes_section(const Measurements& measured, Colour colour) {
  const auto total = std::max<std::uint64_t>(measured.crashes_total, measured.crashes.size());
  if (total == 0) return {};
  TextTable table{{"at", Align::right}, {"process"}, {"reason"}};
  for (const auto& crash : measured.crashes | std::views::take(3)) {
    table.add({clock_text(crash.at), crash.process, crash.reason});
  }
  auto result = section(fmt::format("Crashes: {}", count_text(total)), colour);
  result += table.text(colour);
  if (total > 3)
    result += painted("  more, with their ladders, in the other reports\n", Tone::faint, colour);
  return result;
}

TextCell held_cell(bool held) {
  return held ? TextCell{"held", Tone::good} : TextCell{"NOT HELD", Tone::bad};
}

TextCell expectation_cell(bool held, const RunFacts& run) {
  return held || !run.interrupted ? held_cell(held) : TextCell{"not yet", Tone::faint};
}

/// The broken laws by name; of the others it is enough that they held.
std::string audits_section(const Measurements& measured, Colour colour) {
  TextTable table{{""}, {""}};
  std::uint64_t held = 0;
  std::uint64_t checks = 0;
  for (const auto& audit : measured.audits) {
    if (audit.held) {
      ++held;
      checks += audit.checks;
    } else {
      table.add({held_cell(false), audit.law});
      if (!audit.finding.empty()) table.add({"", audit.finding});
    }
  }
  if (held > 0) {
    table.add({held_cell(true),
               fmt::format("{} laws in {} checks", count_text(held), count_text(checks))});
  }
  return table.empty() ? std::string{} : section("Conservation", colour) + table.text(colour);
}

std::string expectations_section(const Measurements& measured, Colour colour) {
  if (measured.expectations.empty()) return {};
  TextTable table{{""}, {""}, {""}};
  for (const auto& each : measured.expectations) {
    table.add({expectation_cell(each.held, measured.run), each.text, each.measured});
  }
  return section("Expectations", colour) + table.text(colour);
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return Tone::good;
    case Verdict::failed: return Tone::bad;
    case Verdict::interrupted: return Tone::heading;
  }
  return Tone::bad;
}

std::string verdict_section(const Measurements& measured, Colour colour) {
  const Verdict verdict = verdict_of(measured);
  auto result = "\n" + painted(std::string{verdict_word(verdict)}, tone_of(verdict), colour);
  if (measured.run.interrupted) result += "  These are the measurements so far.";
  result += "  " + verdict_text(measured) + ".\n";
  if (verdict != Verdict::passed && !measured.run.replay_command.empty()) {
    result += "        Again: " + printable(measured.run.replay_command) + "\n";
  }
  return result;
}

}  // namespace

std::string terminal_report(const Measurements& measured, Colour colour) {
  return heading(measured.run, colour) + ladders_section(measured, colour) +
         calls_section(measured.calls, colour) + delays_section(measured, colour) +
         blocking_section(measured, colour) + incoming_section(measured, colour) +
         faults_section(measured, colour) + restarts_section(measured, colour) +
         alarms_section(measured, colour) + crashes_section(measured, colour) +
         audits_section(measured, colour) + expectations_section(measured, colour) +
         verdict_section(measured, colour);
}

}  // namespace forlopp::scenario

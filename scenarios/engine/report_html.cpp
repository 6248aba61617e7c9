#include "scenarios/engine/report_html.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/plot_blocking.hpp"
#include "scenarios/engine/plot_causes.hpp"
#include "scenarios/engine/plot_delay.hpp"
#include "scenarios/engine/plot_timeline.hpp"
#include "scenarios/engine/report_faults.hpp"
#include "scenarios/engine/report_markup.hpp"
#include "scenarios/engine/report_style.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

std::string section(std::string_view title, const std::string& content) {
  if (content.empty()) return {};
  return element("section", "", element("h2", "", title) + "\n" + content) + "\n";
}

std::string subsection(std::string_view title, const std::string& content) {
  return element("h3", "", title) + "\n" + content;
}

std::string head(const RunFacts& run) {
  return "<head>\n<meta charset=\"utf-8\"/>\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
         // Foreign text is escaped; should some slip through, the browser still loads and runs
         // nothing.
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n" +
         element("title", "", escaped("Forlopp: " + run.scenario)) + "\n" +
         element("style", "", report_style()) + "\n</head>\n";
}

std::string_view box_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "verdict";
    case Verdict::failed: return "verdict failed";
    case Verdict::interrupted: return "verdict interrupted";
  }
  return "verdict failed";
}

std::string verdict_box(const Measurements& measured) {
  const Verdict verdict = verdict_of(measured);
  auto text = element("strong", "", verdict_word(verdict)) + " ";
  std::string sentence = verdict_text(measured) + ".";
  if (measured.run.interrupted) sentence += " These are the measurements so far.";
  return element("div", box_of(verdict), text + element("span", "", escaped(sentence))) + "\n";
}

std::string tile(std::string_view name, const std::string& value, std::string_view tone = {}) {
  return element("div", "tile", element("b", tone, escaped(value)) + element("span", "", name));
}

std::string tiles(const Measurements& measured) {
  const auto& calls = measured.calls;
  const auto cut_off = calls.cut_off_transient + calls.cut_off_stable;
  std::uint64_t restarts = 0;
  for (const auto& each : measured.restarts) restarts += each.count;
  return element("div", "tiles",
                 tile("attempts", count_text(calls.attempts)) +
                     tile("answered", percent_text(calls.answered, calls.attempts)) +
                     tile("carried, mean", erlang_text(calls.carried_erlangs)) +
                     tile("calls at most at once", count_text(calls.most_at_once)) +
                     tile("cut off by faults", count_text(cut_off), cut_off > 0 ? "bad" : "") +
                     tile("restarts", count_text(restarts))) +
         "\n";
}

std::string header(const Measurements& measured) {
  const auto& run = measured.run;
  const auto kind = fmt::format("Scenario {}, {} lines, {} of exchange time", run.scenario,
                                count_text(run.lines), span_text(run.virtual_time));
  auto result = element("div", "kind", escaped(kind)) +
                element("h1", "", escaped(run.title.empty() ? run.scenario : run.title));
  if (!run.about.empty()) result += element("p", "", escaped(run.about));
  return element("header", "", result + verdict_box(measured)) + "\n";
}

HtmlCell held_cell(bool held) {
  return {held ? "held" : "not held", held ? "good" : "bad"};
}

HtmlCell expectation_cell(bool held, const RunFacts& run) {
  return held || !run.interrupted ? held_cell(held) : HtmlCell{"not yet"};
}

std::string expectations_table(const Measurements& measured) {
  if (measured.expectations.empty()) return {};
  HtmlTable table{{""}, {"Expectation", "code"}, {"Measured"}};
  for (const auto& each : measured.expectations) {
    table.add({expectation_cell(each.held, measured.run), each.text, each.measured});
  }
  return table.markup();
}

std::string laws_table(const Measurements& measured) {
  if (measured.audits.empty()) return {};
  const bool all_held = std::ranges::all_of(measured.audits, &AuditResult::held);
  HtmlTable table{{""}, {"Law of conservation"}, {"checked", "n"}, {all_held ? "" : "finding"}};
  for (const auto& audit : measured.audits) {
    table.add({held_cell(audit.held), audit.law, count_text(audit.checks), audit.finding});
  }
  return table.markup();
}

std::string after(const std::optional<Duration>& delay) {
  return delay ? delay_text(*delay) : "-";
}

std::string faults_table(const Measurements& measured) {
  if (measured.faults.empty()) return {};
  HtmlTable table{{"", "n"},
                  {"at", "n"},
                  {"Fault"},
                  {"Target"},
                  {"detected after", "n"},
                  {"recovered after", "n"},
                  {"lost in set-up", "n"},
                  {"lost while talking", "n"}};
  for (const auto& [first, strikes, fault, title, target] : fault_rows(measured.faults)) {
    table.add({count_text(first), clock_text(fault.at), title, target, after(fault.detected_after),
               recovery_text(fault, measured.run), count_text(fault.lost_transient),
               count_text(fault.lost_stable)});
  }
  return subsection("Faults", table.markup());
}

std::string course_section(const Measurements& measured) {
  auto plot = timeline_plot(measured);
  if (!plot.empty() && !measured.faults.empty()) {
    plot += element("p", "note",
                    "Dashed lines are faults, numbered as in the table; the red shade lasts from "
                    "a fault that was noticed until recovery.");
  }
  return plot + faults_table(measured);
}

/// In running text a number must not be torn apart at its blanks.
std::string unbroken(std::uint64_t count) {
  std::string result;
  for (const char c : count_text(count)) c == ' ' ? result += "\u00a0" : result += c;
  return result;
}

std::string calls_section(const CallCounts& calls) {
  const auto sentence = fmt::format(
      "{} attempts: {} answered, {} failed before an answer, {} in progress at the end. Of the "
      "answered, {} ended by themselves, {} were cut off by faults and {} were still talking. {} "
      "call records were written.",
      unbroken(calls.attempts), unbroken(calls.answered), unbroken(calls.failed),
      unbroken(calls.in_progress), unbroken(calls.completed), unbroken(calls.cut_off_stable),
      unbroken(calls.talking), unbroken(calls.records));
  return element("p", "", sentence) + "\n" + causes_plot(calls) +
         element("p", "note",
                 "Failures by cause, with its value in Q.850. Normal clearing before an "
                 "answer is a caller who gave up.");
}

HtmlCell target_cell(const DelayDistribution& delay) {
  if (!delay.target) return "";
  const auto& target = *delay.target;
  const bool met =
      delay.mean <= target.mean && (target.p95.count() == 0 || delay.p95 <= target.p95);
  return {fmt::format("{} {} / {} ({})", met ? "within" : "beyond", delay_text(target.mean),
                      delay_text(target.p95), target.source),
          met ? "good" : "bad"};
}

std::string delays_section(const std::vector<DelayDistribution>& delays) {
  HtmlTable table{{"Delay"},     {"count", "n"}, {"mean", "n"}, {"50 %", "n"},
                  {"95 %", "n"}, {"99 %", "n"},  {"most", "n"}, {"target mean / 95 %"}};
  std::string plots;
  for (const auto& delay : delays) {
    if (delay.count == 0) continue;
    plots += delay_plot(delay);
    table.add({delay.name, count_text(delay.count), delay_text(delay.mean), delay_text(delay.p50),
               delay_text(delay.p95), delay_text(delay.p99), delay_text(delay.most),
               target_cell(delay)});
  }
  return plots.empty() ? plots
                       : element("div", "pair", plots) + "\n" +
                             element("p", "note",
                                     "Shares of all, in bins of a quarter of an octave; rest the "
                                     "pointer on a bar for its numbers. Targets are modelled on "
                                     "Q.543 at its reference load A, whatever was offered here.") +
                             table.markup();
}

HtmlCell agreement_cell(const BlockingResult& result) {
  if (!result.theory || result.theory->reference || !result.blocking) return "";
  const bool agrees = result.blocking->contains(result.theory->blocking);
  return {agrees ? "agrees" : "disagrees", agrees ? "good" : "bad"};
}

std::string blocking_table(const std::vector<BlockingResult>& results) {
  HtmlTable table{{"Group"},
                  {"circuits", "n"},
                  {"offered", "n"},
                  {"carried", "n"},
                  {"attempts", "n"},
                  {"blocked", "n"},
                  {"measured", "n"},
                  {"interval", "n"},
                  {"theory", "n"},
                  {"by"},
                  {""}};
  for (const auto& each : results) {
    const auto ratio = each.attempts == 0
                           ? 0
                           : static_cast<double>(each.blocked) / static_cast<double>(each.attempts);
    table.add({each.name, each.circuits == 0 ? "" : fmt::format("{}", each.circuits),
               load_text(each.offered_erlangs), load_text(each.carried_erlangs),
               count_text(each.attempts), count_text(each.blocked),
               fraction_text(each.blocking ? each.blocking->value : ratio),
               each.blocking ? interval_text(*each.blocking) : "too few to say",
               each.theory ? fraction_text(each.theory->blocking) : "",
               each.theory ? each.theory->formula : "", agreement_cell(each)});
  }
  return table.markup();
}

std::string blocking_section(const std::vector<BlockingResult>& results) {
  if (results.empty()) return {};
  const auto plots = blocking_plot(results) + agreement_plot(results);
  const auto known =
      std::ranges::find_if(results, [](const auto& r) { return r.blocking.has_value(); });
  const double confidence =
      known == results.end() ? Interval{}.confidence : known->blocking->confidence;
  const auto note = fmt::format(
      "Intervals hold with {:.4g} % confidence; they allow for blocked attempts coming in "
      "clusters. "
      "Curves are Erlang B for that many circuits, rings what another formula foretells. Where no "
      "formula fits, Erlang B of what was offered, retries included, is only to compare with.",
      100 * confidence);
  return (plots.empty() ? plots : element("div", "pair", plots)) + "\n" +
         element("p", "note", note) + blocking_table(results);
}

std::string incoming_section(const std::vector<IncomingResult>& results) {
  if (results.empty()) return {};
  HtmlTable table{{"Group"},         {"circuits", "n"}, {"attempts", "n"},    {"blocked", "n"},
                  {"measured", "n"}, {"interval", "n"}, {"refused here", "n"}};
  for (const auto& each : results) {
    table.add({each.group, fmt::format("{}", each.circuits), count_text(each.attempts),
               count_text(each.blocked), fraction_text(blocked_share(each)),
               each.blocking ? interval_text(*each.blocking) : "too few to say",
               count_text(each.refused)});
  }
  return element("p", "note",
                 "As the far exchange counts: blocked calls found no idle circuit there and never "
                 "came here; refused ones had a circuit, and were released here for congestion.") +
         table.markup();
}

std::string restarts_table(const Measurements& measured) {
  if (measured.restarts.empty()) return {};
  HtmlTable table{{"Level", "n"}, {"Restarted"},           {"by supervisor"},
                  {"times", "n"}, {"lost in set-up", "n"}, {"lost while talking", "n"}};
  for (const auto& each : measured.restarts) {
    table.add({fmt::format("{}", each.level), each.level_name, each.supervisor,
               count_text(each.count), count_text(each.lost_transient),
               count_text(each.lost_stable)});
  }
  return subsection("Restarts", table.markup());
}

std::string alarms_table(const Measurements& measured) {
  if (measured.alarms.empty()) return {};
  HtmlTable table{{"raised", "n"}, {"cleared", "n"}, {"Severity"}, {"Of"}, {"What"}};
  for (const auto& alarm : measured.alarms) {
    const bool grave = alarm.severity == Severity::critical || alarm.severity == Severity::major;
    table.add({clock_text(alarm.raised_at),
               alarm.cleared_at ? clock_text(*alarm.cleared_at) : "not cleared",
               {std::string{severity_text(alarm.severity)}, grave ? "bad" : ""},
               alarm.object,
               alarm.text});
  }
  return subsection("Alarms", table.markup());
}

std::string preformatted(std::string_view title, const std::string& text) {
  if (text.empty()) return {};
  return element("h3", "", title) + element("pre", "", escaped(text)) + "\n";
}

std::string crash_details(const CrashReport& crash) {
  const auto summary = element("code", "", clock_text(crash.at)) + " " + escaped(crash.process) +
                       ": " + escaped(crash.reason);
  const auto supervisor = crash.supervisor.empty()
                              ? ""
                              : element("p", "note", escaped("Supervised by " + crash.supervisor));
  return element("details", "",
                 element("summary", "", summary) + supervisor +
                     preformatted("Crash report", crash.text) +
                     preformatted("The call's messages", crash.ladder)) +
         "\n";
}

std::string crashes_section(const Measurements& measured) {
  if (measured.crashes.empty() && measured.crashes_total == 0) return {};
  const auto total = std::max<std::uint64_t>(measured.crashes_total, measured.crashes.size());
  auto result = element("p", "note",
                        fmt::format("{} in all, {} of them kept with their black box.",
                                    count_text(total), count_text(measured.crashes.size()))) +
                "\n";
  for (const auto& crash : measured.crashes) result += crash_details(crash);
  return result;
}

std::string ladders_section(const Measurements& measured) {
  std::string result;
  for (const auto& ladder : measured.ladders) {
    result += element("details", "",
                      element("summary", "", escaped(ladder.title)) +
                          element("pre", "", escaped(ladder.text))) +
              "\n";
  }
  return result;
}

std::string run_table(const RunFacts& run) {
  HtmlTable table{{"Run"}, {""}};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) table.add({name, {value, "code"}});
  };
  add("program", "Forlopp " + run.program_version);
  add("scenario", run.scenario);
  add("seed", fmt::format("{}", run.seed));
  add("fingerprint", run.fingerprint);
  add("scheduler", run.scheduler);
  add("exchange time", span_text(run.virtual_time));
  add("measured", span_text(run.measured));
  add("real time", span_text(run.wall_time));
  add("speed", speed_text(run.speed_factor()));
  add("messages and signals", run.events == 0 ? "" : count_text(run.events));
  add("the same run again", run.replay_command);
  return table.markup();
}

}  // namespace

std::string html_report(const Measurements& measured) {
  const auto body =
      header(measured) + tiles(measured) +
      section("Verdict", expectations_table(measured) + laws_table(measured)) +
      section("The course of the run", course_section(measured)) +
      section("What became of the calls", calls_section(measured.calls)) +
      section("Delays", delays_section(measured.delays)) +
      section("Blocking", blocking_section(measured.blocking)) +
      section("Calls from afar", incoming_section(measured.incoming)) +
      section("Restarts and alarms", restarts_table(measured) + alarms_table(measured)) +
      section("Crashes", crashes_section(measured)) +
      section("Ladders", ladders_section(measured)) +
      element("footer", "", run_table(measured.run));
  return "<!DOCTYPE html>\n<html lang=\"en\">\n" + head(measured.run) +
         element("body", "", "\n" + body + "\n") + "\n</html>\n";
}

}  // namespace forlopp::scenario

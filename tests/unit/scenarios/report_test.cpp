#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/plot_scale.hpp"
#include "scenarios/engine/report_faults.hpp"
#include "scenarios/engine/report_html.hpp"
#include "scenarios/engine/report_json.hpp"
#include "scenarios/engine/report_terminal.hpp"
#include "scenarios/engine/report_text.hpp"
#include "tests/unit/scenarios/report_sample.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Le;
using testing::Not;

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

Measurements with_hostile_names() {
  constexpr auto hostile = "<script>alert('x')</script>&\"\x1b[31m\xff";
  auto measured = sample_measurements();
  measured.run.title = hostile;
  measured.run.scenario = hostile;
  measured.calls.failed_by_cause[0].name = hostile;
  measured.delays[0].name = hostile;
  measured.blocking[0].name = hostile;
  measured.blocking[3].theory->formula = hostile;
  measured.faults[0].target = hostile;
  measured.alarms[0].text = hostile;
  measured.crashes[0].ladder = hostile;
  measured.crashes[0].reason = hostile;
  measured.expectations[0].text = hostile;
  measured.audits[0].finding = hostile;
  measured.timeline.columns[0].name = hostile;
  return measured;
}

Measurements with_a_broken_expectation() {
  auto measured = sample_measurements();
  measured.expectations[1] = {"p95(dial_tone_delay) < 100 ms", false, "178 ms"};
  return measured;
}

TEST(ReportText, SetsThousandsApart) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1'000), "1 000");
  EXPECT_EQ(count_text(12'345'678), "12 345 678");
}

TEST(ReportText, WritesDelaysInTheUnitThatSuits) {
  EXPECT_EQ(delay_text(0ns), "0 ms");
  EXPECT_EQ(delay_text(812us), "812 us");
  EXPECT_EQ(delay_text(38'200us), "38.2 ms");
  EXPECT_EQ(delay_text(999'900us), "1.00 s");
  EXPECT_EQ(delay_text(1'240ms), "1.24 s");
  EXPECT_EQ(delay_text(312s), "5 min 12 s");
  EXPECT_EQ(span_text(1h + 4min + 40s), "1 h 5 min");
  EXPECT_EQ(clock_text(1h + 2min + 3s + 4ms), "1:02:03.004");
}

TEST(ReportText, NeverRoundsSomethingToNothing) {
  EXPECT_EQ(percent_text(1, 1'000'000), "< 0.1 %");
  EXPECT_EQ(percent_text(0, 10), "0.0 %");
  EXPECT_EQ(percent_text(1, 0), "-");
  EXPECT_EQ(fraction_text(0.214582), "0.2146");
  EXPECT_EQ(fraction_text(0.00569005), "0.00569");
  EXPECT_EQ(fraction_text(3.1e-6), "3.1e-06");
}

TEST(ReportText, KeepsCharactersAndReplacesWhatIsNone) {
  EXPECT_EQ(printable("Väx\tjö\n"), "Väx\tjö\n");
  EXPECT_EQ(printable("\x1b[2J"), "\ufffd[2J");
  EXPECT_EQ(printable("a\xff\xc3"), "a\ufffd\ufffd");
  EXPECT_EQ(printable("\xc0\x80"), "\ufffd\ufffd");            // An overlong zero.
  EXPECT_EQ(printable("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");  // Half of a surrogate pair.
  EXPECT_EQ(printable("\xc2\x9b"), "\ufffd\ufffd");  // A control sequence in one character.
}

TEST(ReportText, CutsBetweenCharacters) {
  EXPECT_EQ(columns_of("Växjö"), 5u);
  EXPECT_EQ(shortened("Växjö", 5), "Växjö");
  EXPECT_EQ(shortened("Växjö", 3), "Vä…");
}

TEST(TerminalReport, EndsWithTheVerdict) {
  const auto good = terminal_report(sample_measurements(), Colour::none);
  EXPECT_THAT(good, testing::EndsWith(
                        "\nPASSED  3 of 3 expectations and 4 of 4 laws of conservation held.\n"));
  const auto bad = terminal_report(with_a_broken_expectation(), Colour::none);
  EXPECT_THAT(
      bad, AllOf(HasSubstr("NOT HELD  p95(dial_tone_delay) < 100 ms"),
                 HasSubstr("FAILED  2 of 3 expectations"),
                 testing::EndsWith("Again: forlopp run scenarios/busy_hour.yaml --seed 1878\n")));
}

TEST(TerminalReport, FailsWhenALawIsBroken) {
  auto measured = sample_measurements();
  measured.audits[2].held = false;
  measured.audits[2].finding = "circuit 4 of to_north is held by a dead process";
  EXPECT_FALSE(passed(measured));
  const auto report = terminal_report(measured, Colour::none);
  EXPECT_THAT(report, AllOf(HasSubstr("FAILED"), HasSubstr("circuit 4 of to_north"),
                            HasSubstr("3 of 4 laws of conservation")));
}

TEST(TerminalReport, SaysHowMuchAndWhy) {
  const auto report = terminal_report(sample_measurements(), Colour::none);
  EXPECT_THAT(report, HasSubstr("attempts                         4 812  100.0 %"));
  EXPECT_THAT(report, HasSubstr(" 34  no circuit available        152    3.2 %"));
  EXPECT_THAT(report, HasSubstr("seed 1878, fingerprint 9c1f44d27be06a35"));
  EXPECT_THAT(report, HasSubstr("1 h 10 min of exchange time in 6.72 s: 625 x real time"));
  EXPECT_THAT(report, HasSubstr("0.2087 .. 0.2196    0.2146  Erlang B, within"));
  EXPECT_THAT(report, HasSubstr("cut off by faults: 11 (4 while being set up, 7 while talking)"));
}

TEST(Report, TellsOfCallsFromAfarThatDidNotComeThrough) {
  auto measured = sample_measurements();
  measured.incoming = {{.group = "from_east",
                        .circuits = 12,
                        .attempts = 6'004,
                        .blocked = 1'193,
                        .refused = 27,
                        .blocking = Interval{0.1987, 0.1902, 0.2072, 0.99}}};
  EXPECT_THAT(terminal_report(measured, Colour::none),
              testing::ContainsRegex("from_east +12 +6 004 +0.1987 +0.1902 .. 0.2072 +27\n"));
  EXPECT_THAT(json_report(measured), HasSubstr(R"("incoming": [
    {
      "group": "from_east",
      "circuits": 12,
      "attempts": 6004,
      "blocked": 1193,
      "refused": 27,
)"));
  EXPECT_THAT(html_report(measured), AllOf(HasSubstr("Calls from afar"), HasSubstr("from_east")));
}

TEST(TerminalReport, FitsOnTwoScreens) {
  const auto report = terminal_report(sample_measurements(), Colour::none);
  EXPECT_LE(std::ranges::count(report, '\n'), 70);
  std::istringstream lines{report};
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(columns_of(line), 120u) << line;
    EXPECT_THAT(line, Not(testing::EndsWith(" ")));
  }
}

TEST(TerminalReport, ColoursOnlyWhenAsked) {
  EXPECT_THAT(terminal_report(sample_measurements(), Colour::none), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal_report(sample_measurements(), Colour::ansi),
              HasSubstr("\x1b[32mheld\x1b[0m"));
}

TEST(TerminalReport, LetsNoForeignTextReachTheTerminalsControls) {
  const auto report = terminal_report(with_hostile_names(), Colour::none);
  EXPECT_THAT(report, Not(HasSubstr("\x1b")));
  EXPECT_THAT(report, HasSubstr("<script>"));
}

TEST(TerminalReport, CutsLongListsAndSaysSo) {
  auto measured = sample_measurements();
  for (int i = 0; i < 40; ++i) measured.faults.push_back(measured.faults[0]);
  EXPECT_THAT(terminal_report(measured, Colour::none), HasSubstr("and 18 more"));
}

TEST(TerminalReport, ShowsTheLadderOfAFirstCallAndOnlyCountsMany) {
  auto measured = sample_measurements();
  EXPECT_THAT(terminal_report(measured, Colour::none),
              HasSubstr("Ladder: first call: 210003 to 210017, answered\n"
                        "  line 1/1/4   -> o_half   seizure\n"));
  measured.ladders.assign(12, measured.ladders[0]);
  const auto report = terminal_report(measured, Colour::none);
  EXPECT_THAT(report, AllOf(Not(HasSubstr("seizure")), HasSubstr("12 ladders")));
}

TEST(TerminalReport, SaysWhenItWasInterrupted) {
  auto measured = sample_measurements();
  measured.run.interrupted = true;
  EXPECT_THAT(terminal_report(measured, Colour::none),
              HasSubstr("INTERRUPTED  These are the measurements so far.  3 of 3 expectations"));
  EXPECT_EQ(verdict_of(measured), Verdict::interrupted);
  measured.audits[2].held = false;
  EXPECT_EQ(verdict_of(measured), Verdict::failed);
}

TEST(Reports, OfAnInterruptedRunCallNoExpectationBroken) {
  auto measured = with_a_broken_expectation();
  measured.run.interrupted = true;
  const auto text = terminal_report(measured, Colour::none);
  EXPECT_THAT(text, AllOf(Not(HasSubstr("NOT HELD")), Not(HasSubstr("FAILED")),
                          HasSubstr("not yet  p95(dial_tone_delay) < 100 ms")));
  const auto page = html_report(measured);
  EXPECT_THAT(page, AllOf(HasSubstr("<strong>INTERRUPTED</strong>"), HasSubstr("not yet"),
                          Not(HasSubstr("not held"))));
}

TEST(TerminalReport, OfNothingStillHasAVerdict) {
  EXPECT_THAT(terminal_report({}, Colour::none),
              HasSubstr("PASSED  No expectations were stated; 0 of 0 laws"));
}

FaultRecord strike(const char* name, const char* kind, const char* target) {
  FaultRecord fault;
  fault.at = 25min;
  fault.name = name;
  fault.kind = kind;
  fault.target = target;
  return fault;
}

TEST(FaultRows, SayHowAFaultEndedOrWhyNobodyKnows) {
  FaultRecord fault = strike("storm", "message_loss", "card 1/1");
  RunFacts run;
  EXPECT_EQ(recovery_text(fault, run), "-");
  run.interrupted = true;
  EXPECT_EQ(recovery_text(fault, run), "run interrupted");
  fault.outlived_run = true;
  EXPECT_EQ(recovery_text(fault, run), "at work until the end");
  fault.taken_back_after = 40s;
  EXPECT_EQ(recovery_text(fault, run), "-, taken back after 40.0 s");
  fault.recovered_after = 40s;
  EXPECT_EQ(recovery_text(fault, run), "taken back after 40.0 s");
  fault.recovered_after = 42s;
  EXPECT_EQ(recovery_text(fault, run), "42.0 s, taken back after 40.0 s");
  fault.taken_back_after = {};
  EXPECT_EQ(recovery_text(fault, run), "42.0 s");
}

TEST(FaultRows, ThatLeftNoTraceAndStruckTogetherAreOne) {
  std::vector<FaultRecord> faults{
      strike("noise", "message_loss", "card 1/1"), strike("noise", "message_loss", "card 1/2"),
      strike("noise", "message_loss", "card 1/3"), strike("", "card_crash", "card 1/4"),
      strike("", "card_crash", "card 1/5")};
  faults.back().detected_after = 3s;
  const std::vector<FaultRow> rows = fault_rows(faults);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].title, "noise (message_loss)");
  EXPECT_EQ(rows[0].target, "card 1/1 .. card 1/3 (3)");
  EXPECT_EQ(rows[1].title, "card_crash");
  EXPECT_EQ(rows[1].first, 4U);
  EXPECT_EQ(rows[2].target, "card 1/5");
}

TEST(JsonReport, CarriesTheNumbersInSecondsErlangsAndFractions) {
  const auto report = boost::json::parse(json_report(sample_measurements()));
  EXPECT_EQ(report.at("format").as_int64(), 1);
  EXPECT_TRUE(report.at("passed").as_bool());
  EXPECT_EQ(report.at("run").at("seed").as_string(), "1878");
  EXPECT_EQ(report.at("run").at("virtual_time").as_int64(), 4'200);
  EXPECT_EQ(report.at("calls").at("attempts").as_int64(), 4'812);
  EXPECT_EQ(report.at("calls").at("cut_off").at("stable").as_int64(), 7);
  const auto& group = report.at("blocking").at(0);
  EXPECT_DOUBLE_EQ(group.at("blocking").at("low").as_double(), 0.2087);
  EXPECT_DOUBLE_EQ(group.at("offered_erlangs").as_double(), 10.02);
  EXPECT_TRUE(report.at("blocking").at(5).at("offered_erlangs").is_null());
  EXPECT_DOUBLE_EQ(report.at("faults").at(0).at("detected_after").as_double(), 0.012);
  EXPECT_EQ(report.at("timeline").at("columns").at(0).at("values").as_array().size(), 140u);
}

TEST(JsonReport, IsNullWhereNothingIsKnown) {
  auto measured = sample_measurements();
  measured.timeline.columns[0].values[0] = std::numeric_limits<double>::quiet_NaN();
  const auto report = boost::json::parse(json_report(measured));
  EXPECT_TRUE(report.at("faults").at(2).at("detected_after").is_null());
  EXPECT_TRUE(report.at("blocking").at(4).at("blocking").is_null());
  EXPECT_TRUE(report.at("delays").at(2).at("target").is_null());
  EXPECT_TRUE(report.at("timeline").at("columns").at(0).at("values").at(0).is_null());
}

TEST(JsonReport, KeepsAllBitsOfASeedAndEveryCharacter) {
  auto measured = with_hostile_names();
  measured.run.seed = std::numeric_limits<std::uint64_t>::max();
  const auto report = boost::json::parse(json_report(measured));
  EXPECT_EQ(report.at("run").at("seed").as_string(), "18446744073709551615");
  EXPECT_EQ(report.at("delays").at(0).at("name").as_string(),
            "<script>alert('x')</script>&\"\ufffd[31m\ufffd");
}

TEST(JsonReport, OfNothingIsStillJson) {
  EXPECT_TRUE(boost::json::parse(json_report({})).at("blocking").as_array().empty());
}

/// The page as a tree; throws when it is not well-formed.
boost::property_tree::ptree tree_of(const std::string& page) {
  std::istringstream stream{page};
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(stream, tree);
  return tree;
}

TEST(HtmlReport, IsWellFormedAndNeedsNothingButItself) {
  const auto page = html_report(sample_measurements());
  EXPECT_EQ(tree_of(page).get<std::string>("html.head.title"), "Forlopp: busy_hour");
  EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("src=")),
                          Not(HasSubstr("href=")), Not(HasSubstr("url("))));
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme: dark"));
}

TEST(HtmlReport, DrawsTheRunTheCausesTheDelaysAndTheBlocking) {
  const auto page = html_report(sample_measurements());
  EXPECT_EQ(occurrences(page, "<svg "), 8u);
  EXPECT_THAT(page, HasSubstr("0:37:30.000  card_pulled on card 1/3"));
  EXPECT_EQ(occurrences(page, "class=\"fault\""), 3u);
  EXPECT_EQ(occurrences(page, "class=\"outage\""), 1u);
  EXPECT_EQ(occurrences(page, "class=\"curve\""), 5u);
  EXPECT_EQ(occurrences(page, "class=\"theory\""), 2u);
  EXPECT_THAT(page, HasSubstr("no circuit available (34)"));
  EXPECT_THAT(page, HasSubstr("to_north: 0.2142 at 10.02 E"));
}

TEST(HtmlReport, ShowsCrashesWithTheirLadders) {
  const auto page = html_report(sample_measurements());
  EXPECT_THAT(page, HasSubstr("o_half       -&gt; X        crashed"));
  EXPECT_EQ(occurrences(page, "<details>"), 2u);
  EXPECT_THAT(page, HasSubstr("3 in all, 1 of them kept"));
}

TEST(HtmlReport, LetsNoForeignTextBecomeMarkup) {
  const auto page = html_report(with_hostile_names());
  EXPECT_NO_THROW(tree_of(page));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

TEST(HtmlReport, OfAFailedRunSaysSoFirst) {
  const auto page = html_report(with_a_broken_expectation());
  EXPECT_THAT(page, HasSubstr("<div class=\"verdict failed\"><strong>FAILED</strong>"));
  EXPECT_LT(page.find("FAILED"), page.find("<h2>"));
}

TEST(HtmlReport, OfNothingIsStillAPage) {
  EXPECT_NO_THROW(tree_of(html_report({})));
}

TEST(HtmlReport, TakesMeasurementsWithoutSpread) {
  auto measured = sample_measurements();
  auto& delay = measured.delays[0];
  delay = {"dial tone", 3, 5ms, 5ms, 5ms, 5ms, 5ms, 5ms, std::nullopt, {{5ms, 3}}};
  measured.delays[1] = {"set-up", 1, 0ns, 0ns, 0ns, 0ns, 0ns, 0ns, std::nullopt, {{15ns, 1}}};
  measured.blocking = {{"full", 5, 100, 100, 1e6, 5, Interval{1, 1, 1}, TheoryValue{"Erlang B", 1}},
                       {"quiet", 5, 100, 0, 0.1, 0.1, Interval{0, 0, 0.04}, std::nullopt}};
  measured.timeline.columns[0].values.assign(1, 0);
  measured.faults[0].at = 100h;
  EXPECT_NO_THROW(tree_of(html_report(measured)));
}

TEST(HtmlReport, StaysReadableWithThousandsOfFaults) {
  auto measured = sample_measurements();
  measured.faults.assign(5'000, measured.faults[0]);
  const auto page = html_report(measured);
  EXPECT_THAT(page, HasSubstr("and 4800 more"));
  EXPECT_LT(page.size(), 1'500'000u);
}

TEST(PlotScale, PutsTicksOnRoundValues) {
  EXPECT_THAT((Scale{{0, 1}, {0, 100}}.ticks(5)),
              ElementsAre(0, 0.2, 0.4, testing::DoubleNear(0.6, 1e-9), 0.8, 1));
  EXPECT_THAT((Scale{{0.001, 1}, {0, 1}, Spacing::logarithmic}.ticks(4)).size(), 4u);
  EXPECT_THAT((Scale{{3, 70}, {0, 1}, Spacing::logarithmic}.ticks(9)), ElementsAre(5, 10, 20, 50));
  EXPECT_EQ(rounded_up(117), 200);
  EXPECT_EQ(rounded_up(0.021), 0.025);
}

TEST(PlotScale, KeepsValuesWithinTheEnds) {
  const Scale scale{{1, 100}, {200, 0}, Spacing::logarithmic};
  EXPECT_NEAR(scale.at(10), 100, 1e-9);
  EXPECT_EQ(scale.at(1e9), 0);
  EXPECT_EQ(scale.at(-5), 200);
}

TEST(PlotScale, NeverHasMoreTimeTicksThanWanted) {
  for (const Duration end :
       {Duration{300ms}, Duration{7s}, Duration{10min}, Duration{70min}, Duration{300h}}) {
    EXPECT_LE(time_ticks(end, 12).size(), 13u);
    EXPECT_GE(time_ticks(end, 12).size(), 3u);
  }
  EXPECT_EQ(time_tick_text(20min, 70min), "0:20");
  EXPECT_EQ(time_tick_text(90s, 10min), "1:30");
}

}  // namespace
}  // namespace forlopp::scenario

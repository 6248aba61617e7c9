#include "tests/unit/scenarios/report_sample.hpp"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "runtime/random.hpp"
#include "scenarios/engine/statistics_delay.hpp"
#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {

using namespace std::chrono_literals;

namespace {

RunFacts run_facts() {
  RunFacts run;
  run.scenario = "busy_hour";
  run.title = "The busy hour: a card pulled and a shelf supervisor killed at its peak";
  run.about =
      "Two thousand lines of mixed classes offer the traffic of a busy hour. At its peak "
      "a line card is pulled and put back, and the supervisor of a shelf is killed.";
  run.program_version = "0.1.0";
  run.seed = 1878;
  run.fingerprint = "9c1f44d27be06a35";
  run.scheduler = "simulated";
  run.replay_command = "forlopp run scenarios/busy_hour.yaml --seed 1878";
  run.warm_up = 5min;
  run.measured = 1h;
  run.virtual_time = 1h + 10min;
  run.wall_time = 6'720ms;
  run.lines = 2'048;
  run.events = 2'480'112;
  return run;
}

CallCounts call_counts() {
  CallCounts calls;
  calls.attempts = 4'812;
  calls.answered = 3'122;
  calls.completed = 3'098;
  calls.failed = 1'683;
  calls.in_progress = 7;
  calls.talking = 17;
  calls.cut_off_transient = 4;
  calls.cut_off_stable = 7;
  calls.struck = 3;
  calls.records = 3'122;
  calls.most_at_once = 118;
  calls.carried_erlangs = 81.37;
  calls.failed_by_cause = {{16, "normal clearing", 241},
                           {17, "user busy", 588},
                           {19, "no answer", 612},
                           {27, "destination out of order", 9},
                           {28, "invalid number format", 71},
                           {34, "no circuit available", 152},
                           {41, "temporary failure", 4},
                           {47, "resource unavailable", 6}};
  calls.answered_by_cause = {{16, "normal clearing", 3'098}, {41, "temporary failure", 7}};
  return calls;
}

DelayDistribution drawn(const char* name, Duration median, double spread, std::uint64_t seed) {
  DelayHistogram histogram;
  runtime::Random random{seed};
  for (int i = 0; i < 4'000; ++i) {
    const double factor = runtime::portable_exp(spread * random.normal());
    histogram.add(
        Duration{static_cast<Duration::rep>(static_cast<double>(median.count()) * factor)});
  }
  return histogram.distribution(name);
}

std::vector<DelayDistribution> delays() {
  auto dial_tone = drawn("dial tone", 85ms, 0.45, 1);
  dial_tone.target = DelayTarget{400ms, 600ms, "Q.543 load A"};
  auto set_up = drawn("set-up", 190ms, 0.5, 2);
  set_up.target = DelayTarget{300ms, 400ms, "Q.543 load A"};
  return {dial_tone, set_up, drawn("answer", 11s, 0.6, 3),
          drawn("through-connection", 14ms, 0.3, 4)};
}

std::vector<BlockingResult> blocking() {
  return {{"to_north", 10, 39'930, 8'551, 10.02, 7.86, Interval{0.21415, 0.2087, 0.2196, 0.99},
           TheoryValue{"Erlang B", erlang_b(10.0, 10)}},
          {"to_south", 30, 81'022, 702, 20.01, 19.8, Interval{0.00866, 0.00841, 0.00892, 0.99},
           TheoryValue{"Erlang B", erlang_b(20.0, 30)}},
          {"to_west", 120, 160'544, 921, 100.1, 99.4, Interval{0.00574, 0.00546, 0.00602, 0.99},
           TheoryValue{"Erlang B", erlang_b(100.0, 120)}},
          {"final", 8, 21'230, 4'401, 5.31, 4.2, Interval{0.2073, 0.2011, 0.2135, 0.99},
           TheoryValue{"exact overflow", 0.208376}},
          {"villa", 4, 812, 31, 1.6, 1.5, std::nullopt, TheoryValue{"Engset", 0.03942428}},
          {"homes", 0, 3'112, 129, std::nullopt, std::nullopt,
           Interval{0.04145, 0.0381, 0.0448, 0.99}, std::nullopt}};
}

Timeline timeline() {
  Timeline result{30s,
                  {{"attempts", "/s", {}},
                   {"answered", "/s", {}},
                   {"blocked", "/s", {}},
                   {"calls up", "", {}},
                   {"restarts", "/s", {}}}};
  runtime::Random random{9};
  for (int i = 0; i < 140; ++i) {
    const double day = 0.9 + 0.5 * std::sin(std::numbers::pi * i / 140.0);
    const double filling = i < 8 ? (i + 1) / 9.0 : i > 130 ? (140 - i) / 10.0 : 1;
    const double hit = i >= 75 && i < 79 ? 0.82 : 1;
    const double attempts = i > 130 ? 0 : day * (1 + 0.12 * random.normal());
    result.columns[0].values.push_back(attempts);
    result.columns[1].values.push_back(attempts * 0.65 * hit);
    result.columns[2].values.push_back(attempts * 0.03 * (2 - hit));
    result.columns[3].values.push_back(day * filling * hit * (80 + 3 * random.normal()));
    result.columns[4].values.push_back(i == 75 ? 2 / 30.0 : i == 20 ? 1 / 30.0 : 0);
  }
  return result;
}

CrashReport crash() {
  return {38min + 12s + 250ms,
          "originating half of line 1/2/17",
          "CheckFailed: no route entry for the analysed number",
          "calls_sup",
          "process   <0.4711.2>  originating half of line 1/2/17\n"
          "reason    error: CheckFailed: no route entry for the analysed number\n"
          "state     analyse_info\n"
          "stack     OriginatingHalf::on_digit(callmodel/o_bcsm.cpp:118)\n"
          "          GenStatem::dispatch(runtime/gen_statem.hpp:204)\n"
          "last messages\n"
          "  38:11.902  Digit{4}\n"
          "  38:12.250  Digit{2}\n",
          "line 1/2/17  -> o_half   seizure\n"
          "o_half       -> line     dial tone\n"
          "line 1/2/17  -> o_half   digits 210042\n"
          "o_half       -> X        crashed\n"
          "calls_sup    -> line     release(41)\n"};
}

}  // namespace

Measurements sample_measurements() {
  Measurements measured;
  measured.run = run_facts();
  measured.calls = call_counts();
  measured.delays = delays();
  measured.blocking = blocking();
  measured.restarts = {{1, "half-call", "calls_sup", 3, 3, 0},
                       {2, "card process", "shelf_sup 1", 1, 1, 5},
                       {3, "shelf", "shelves_sup", 1, 0, 2}};
  measured.faults = {
      {37min + 30s, "pull", "card_pulled", "card 1/3", 12ms, 30s + 120ms, 1, 5},
      {37min + 45s, "kill_shelf", "supervisor_killed", "supervisor of shelf 2", 1ms, 43ms, 0, 2},
      {50min, "mute", "message_loss", "link 2/4", std::nullopt, std::nullopt, 0, 0}};
  measured.alarms = {{37min + 30s + 12ms, 38min + 120ms, Severity::major, "shelf 1 card 3",
                      "card does not answer"},
                     {50min + 4s, std::nullopt, Severity::minor, "link 2/4", "messages lost"}};
  measured.crashes = {crash()};
  measured.crashes_total = 3;
  measured.ladders = {{"first call: 210003 to 210017, answered",
                       "line 1/1/4   -> o_half   seizure\no_half       -> t_half   SETUP.ind\n"}};
  measured.audits = {{"every attempt has one cause", true, 4'201, ""},
                     {"attempts = answered + failed + in progress", true, 4'201, ""},
                     {"no circuit, path, receiver or timer is held by nobody", true, 70, ""},
                     {"every answered call has one record", true, 1, ""}};
  measured.expectations = {{"calls_lost <= 20", true, "11"},
                           {"p95(dial_tone_delay) < 600 ms", true, "181 ms"},
                           {"blocking(to_north) agrees_with erlang_b", true,
                            "0.2142 (0.2087 .. 0.2196), theory 0.2146"}};
  measured.timeline = timeline();
  return measured;
}

}  // namespace forlopp::scenario

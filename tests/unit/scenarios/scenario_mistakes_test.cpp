#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/yaml_document.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// A sound scenario of which a test replaces a line. Lines: 1 title, 2 run, 3 exchange, 4 traffic,
// then the rest.
struct Parts {
  std::string run = "run: {duration: 10min}";
  std::string exchange = "exchange: {lines: 100, cards_per_shelf: 5, lines_per_card: 10}";
  std::string traffic = "traffic: [{class: all, offers: 1 E}]";
  std::string rest = "";
};

std::string scenario_of(const Parts& parts) {
  return "scenario: A test\n" + parts.run + "\n" + parts.exchange + "\n" + parts.traffic + "\n" +
         parts.rest + "\n";
}

ScenarioErrors errors_of(std::string_view text) {
  auto scenario = read_scenario(text, "test.yaml");
  return scenario ? ScenarioErrors{} : scenario.error();
}

struct Mistake {
  std::string name;
  Parts parts;
  std::string message;
};

void PrintTo(const Mistake& mistake, std::ostream* stream) {
  *stream << mistake.name;
}

class ScenarioMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ScenarioMistake, IsSaidWithItsPlaceAndWhatWasExpected) {
  EXPECT_THAT(errors_of(scenario_of(GetParam().parts)), ElementsAre(GetParam().message));
}

Parts run(std::string text) {
  return {.run = std::move(text)};
}
Parts exchange(std::string text) {
  return {.exchange = std::move(text)};
}
Parts traffic(std::string text) {
  return {.traffic = std::move(text)};
}
/// A class of traffic beside trunk groups: `out` only goes out, `in` only comes in.
Parts with_trunks(const std::string& keys) {
  return {.exchange =
              "exchange: {lines: 100, trunk_groups: [{name: north, circuits: 9}, {name: "
              "out, circuits: 9, direction: outgoing}, {name: in, circuits: 9, direction: "
              "incoming}], routes: [{prefix: \"0\", digits: 5, groups: [out]}]}",
          .traffic = "traffic: [{class: far, " + keys + "}]"};
}
/// An expectation of two classes that leave by two groups, and of one that does not.
Parts expect_of_trunks(const std::string& text) {
  return {.exchange =
              "exchange: {lines: 100, trunk_groups: [{name: north, circuits: 9}, {name: "
              "south, circuits: 9}], routes: [{prefix: \"0\", digits: 5, groups: [north]}, "
              "{prefix: \"1\", digits: 5, groups: [south]}]}",
          .traffic =
              "traffic: [{class: plain, offers: 1 E, calls_to: {trunk 0: 100 %}}, {class: "
              "mixed, offers: 1 E, calls_to: {trunk 1: 50 %, local: 50 %}}, {class: local, "
              "offers: 1 E}, {class: far, from: trunk south, offers: 1 E}]",
          .rest = "expect:\n  - " + text};
}
Parts rest(std::string text) {
  return {.rest = std::move(text)};
}
Parts fault(const std::string& text) {
  return {.rest = "faults:\n  - {" + text + "}"};
}
Parts expect(const std::string& text) {
  return {.rest = "expect:\n  - " + text};
}

std::string name_of(const testing::TestParamInfo<Mistake>& info) {
  return info.param.name;
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Keys, ScenarioMistake, testing::Values(
    Mistake{"unknown_key_near_a_known_one", traffic("trafic: [{class: all, offers: 1 E}]\ntraffic: [{class: all, offers: 1 E}]"),
            "test.yaml:4:1: unknown key 'trafic' in scenario; did you mean 'traffic'?"},
    Mistake{"unknown_key_near_none", rest("weather: rain"),
            "test.yaml:5:1: unknown key 'weather' in scenario"},
    Mistake{"unknown_key_inside", exchange("exchange: {lines: 100, digit_recievers: 8}"),
            "test.yaml:3:24: unknown key 'digit_recievers' in exchange; did you mean 'digit_receivers'?"},
    Mistake{"key_twice", run("run: {duration: 10min, duration: 20min}"),
            "test.yaml:2:24: key 'duration' again; it stands already in line 2"},
    Mistake{"missing_key", traffic("traffic: [{class: all}]"),
            "test.yaml:4:11: traffic lacks 'offers'"},
    Mistake{"list_where_a_map_belongs", run("run: [10min]"),
            "test.yaml:2:6: run: found a list; expected a map of keys"},
    Mistake{"map_where_a_list_belongs", rest("faults: {fault: card_pulled}"),
            "test.yaml:5:9: faults: found a map; expected a list"},
    Mistake{"list_where_a_value_belongs", run("run: {duration: [10min]}"),
            "test.yaml:2:17: duration: found a list; expected one value"},
    Mistake{"unknown_word", exchange("exchange: {lines: 100, country: SF}"),
            "test.yaml:3:33: country: found 'SF'; expected SE, UK or US; did you mean 'SE'?"},
    Mistake{"nobody_calls", traffic("traffic: []"),
            "test.yaml: nobody calls: expected 'traffic' or 'calls'"}), name_of);

INSTANTIATE_TEST_SUITE_P(Units, ScenarioMistake, testing::Values(
    Mistake{"missing_unit_of_a_duration", run("run: {duration: 600}"),
            "test.yaml:2:17: duration: found '600'; expected a duration such as 90s, 3min, 1h or 20ms: the unit is missing"},
    Mistake{"wrong_unit_of_a_duration", run("run: {duration: 10 E}"),
            "test.yaml:2:17: duration: found '10 E'; expected a duration such as 90s, 3min, 1h or 20ms: the unit is missing"},
    Mistake{"wrong_unit_of_a_load", traffic("traffic: [{class: all, offers: 5min}]"),
            "test.yaml:4:32: offers: found '5min'; expected a load such as 60 E, 0.06 E per line, 0.2 E per idle line, 5/s, 2.4/h per line or 130 % of engineered_capacity"},
    Mistake{"unit_on_a_count", exchange("exchange: {lines: 100 E}"),
            "test.yaml:3:19: lines: found '100 E'; expected a whole number without a unit"},
    Mistake{"missing_per_cent", traffic("traffic: [{class: all, offers: 1 E, no_answer: 0.1}]"),
            "test.yaml:4:48: no_answer: found '0.1'; expected a share such as 1 %: the unit is missing"},
    Mistake{"wrong_unit_of_a_rate", exchange("exchange: {lines: 100, admission: {engineered_capacity: 5}}"),
            "test.yaml:3:57: engineered_capacity: found '5'; expected a rate such as 5/s, 30/min or 2/h: the unit is missing"},
    Mistake{"wrong_distribution", traffic("traffic: [{class: all, offers: 1 E, holding_time: gauss 90s}]"),
            "test.yaml:4:51: holding_time: found 'gauss 90s'; expected a duration, or one drawn: exponential 90s, uniform 1s..3s, lognormal median 8s spread 2, lognormal mean 8s spread 2, erlang-3 90s"}), name_of);

INSTANTIATE_TEST_SUITE_P(Numbers, ScenarioMistake, testing::Values(
    Mistake{"no_lines", exchange("exchange: {lines: 0}"),
            "test.yaml:3:19: lines: found '0'; expected a whole number from 1 to 200000"},
    Mistake{"negative_lines", exchange("exchange: {lines: -5}"),
            "test.yaml:3:19: lines: found '-5'; expected a whole number from 1 to 200000"},
    Mistake{"half_a_line", exchange("exchange: {lines: 1.5}"),
            "test.yaml:3:19: lines: found '1.5'; expected a whole number"},
    Mistake{"more_lines_than_a_card_has", exchange("exchange: {lines: 100, lines_per_card: 65}"),
            "test.yaml:3:40: lines_per_card: found '65'; expected a whole number from 1 to 64"},
    Mistake{"more_cards_than_a_shelf_has", exchange("exchange: {lines: 100, cards_per_shelf: 33}"),
            "test.yaml:3:41: cards_per_shelf: found '33'; expected a whole number from 1 to 32"},
    Mistake{"more_circuits_than_a_group_has", exchange("exchange: {lines: 100, trunk_groups: [{name: a, circuits: 4097}]}"),
            "test.yaml:3:59: circuits: found '4097'; expected a whole number from 1 to 4096"},
    Mistake{"not_a_number", exchange("exchange: {lines: .nan}"),
            "test.yaml:3:19: lines: found '.nan'; expected a whole number"},
    Mistake{"huge_number", exchange("exchange: {lines: 99999999999999999999999999}"),
            "test.yaml:3:19: lines: found '99999999999999999999999999'; expected a whole number"},
    Mistake{"negative_duration", run("run: {duration: -10min}"),
            "test.yaml:2:17: duration: found '-10min'; expected a duration such as 90s, 3min, 1h or 20ms, not a negative one"},
    Mistake{"endless_duration", run("run: {duration: 2000000h}"),
            "test.yaml:2:17: duration: found '2000000h'; expected a duration of at most a year"},
    Mistake{"no_duration", run("run: {duration: 0s}"),
            "test.yaml:2:17: duration: found '0s'; expected a duration from 1 s to 365 d"},
    Mistake{"negative_load", traffic("traffic: [{class: all, offers: -1 E}]"),
            "test.yaml:4:32: offers: found '-1 E'; expected a load such as 60 E, 0.06 E per line, 0.2 E per idle line, 5/s, 2.4/h per line or 130 % of engineered_capacity"},
    Mistake{"more_than_all", traffic("traffic: [{class: all, offers: 1 E, no_answer: 120 %}]"),
            "test.yaml:4:48: no_answer: found '120 %'; expected a share from 0 to 100 %"},
    Mistake{"timer_out_of_its_range", exchange("exchange: {lines: 100, timers: {no_answer: 1s}}"),
            "test.yaml:3:44: no_answer: found '1s'; expected a duration from 5 s to 4 min"},
    Mistake{"more_lines_than_there_are", traffic("traffic: [{class: all, lines: 101, offers: 1 E}]"),
            "test.yaml:4:31: lines: found '101'; expected lines such as all, 2000, 80 % or 1..400, no more than are left (100 of 100)"},
    Mistake{"more_than_a_line_carries", traffic("traffic: [{class: all, offers: 2 E per line}]"),
            "test.yaml:4:11: class all: offers 2 E per line; a line carries less than 1 E"},
    Mistake{"more_attempts_than_possible", traffic("traffic: [{class: all, offers: 200000/s, holding_time: 1us, answer_delay: 0s}]"),
            "test.yaml:4:11: class all: makes 200000 attempts a second; at most 100000 are possible"}), name_of);

INSTANTIATE_TEST_SUITE_P(Contradictions, ScenarioMistake, testing::Values(
    Mistake{"lines_do_not_fit", exchange("exchange: {lines: 100, shelves: 1, cards_per_shelf: 2, lines_per_card: 10}"),
            "test.yaml:3:11: 100 lines do not fit: 1 shelves of 2 cards of 10 lines have 20 places"},
    Mistake{"too_few_numbers", exchange("exchange: {lines: 100, numbers: {prefix: \"23\", length: 3}}"),
            "test.yaml:3:11: 100 lines need more numbers than 3 digits that begin with 23 give"},
    Mistake{"route_to_no_group", exchange("exchange: {lines: 100, trunk_groups: [{name: north, circuits: 9}], routes: [{prefix: \"0\", digits: 5, groups: [norht]}]}"),
            "test.yaml:3:77: route 0: there is no trunk group 'norht'; did you mean 'north'?"},
    Mistake{"route_into_the_own_numbers", exchange("exchange: {lines: 100, trunk_groups: [{name: a, circuits: 9}], routes: [{prefix: \"21\", digits: 5, groups: [a]}]}"),
            "test.yaml:3:73: route 21: the exchange's own numbers begin with 2"},
    Mistake{"group_twice", exchange("exchange: {lines: 100, trunk_groups: [{name: a, circuits: 9}, {name: a, circuits: 8}]}"),
            "test.yaml:3:63: trunk group 'a' again; it stands already in line 3"},
    Mistake{"shares_that_are_not_all", traffic("traffic: [{class: all, offers: 1 E, calls_to: {local: 50 %, unallocated: 40 %}}]"),
            "test.yaml:4:47: calls_to: the shares add up to 90 %, not to 100 %"},
    Mistake{"destination_unknown", traffic("traffic: [{class: all, offers: 1 E, calls_to: {locla: 100 %}}]"),
            "test.yaml:4:48: calls_to: found 'locla'; expected local, trunk 0, number 210001, unallocated, incomplete, abandoned or no_digits; did you mean 'local'?"},
    Mistake{"trunk_without_route", traffic("traffic: [{class: all, offers: 1 E, calls_to: {trunk 0: 100 %}}]"),
            "test.yaml:4:48: class all: no route begins with 0"},
    Mistake{"idle_lines_of_a_poisson_source", traffic("traffic: [{class: all, offers: 0.1 E per idle line}]"),
            "test.yaml:4:11: class all: a load per idle line needs 'source: finite'"},
    Mistake{"share_of_a_capacity_that_is_not_stated", traffic("traffic: [{class: all, offers: 130 % of engineered_capacity}]"),
            "test.yaml:4:11: class all: the exchange states no engineered_capacity (under admission)"},
    Mistake{"class_twice", traffic("traffic: [{class: all, offers: 1 E}, {class: all, offers: 1 E}]"),
            "test.yaml:4:38: class 'all' again; it stands already in line 4"},
    Mistake{"two_shapes_of_a_change", traffic("traffic: [{class: all, offers: 1 E, profile: [{at: 1min, lasting: 1min, ramp_to: 50 %, mass_call: 3}]}]"),
            "test.yaml:4:47: profile: expected exactly one of level, ramp_to or mass_call"},
    Mistake{"change_after_the_end", traffic("traffic: [{class: all, offers: 1 E, profile: [{at: 11min, level: 50 %}]}]"),
            "test.yaml:4:11: class all: its profile changes at 11 min, after the end of the run at 10 min"},
    Mistake{"call_from_no_line", {.traffic = "calls: [{at: 1s, from: line 101, to: line 1}]"},
            "test.yaml:4:24: from: found 'line 101'; expected a line from line 1 to line 100"},
    Mistake{"call_after_the_end", {.traffic = "calls: [{at: 10min, from: line 1, to: '200001'}]"},
            "test.yaml:4:9: a call at 10 min, after the end of the run at 10 min"}), name_of);

INSTANTIATE_TEST_SUITE_P(Incoming, ScenarioMistake, testing::Values(
    Mistake{"from_no_group", with_trunks("from: trunk nroth, offers: 1 E"),
            "test.yaml:4:30: class far: there is no trunk group 'nroth'; did you mean 'north'?"},
    Mistake{"from_a_group_that_only_goes_out", with_trunks("from: trunk out, offers: 1 E"),
            "test.yaml:4:30: class far: trunk group 'out' is outgoing only (line 3); make it 'direction: both' or 'incoming'"},
    Mistake{"from_something_else", with_trunks("from: north, offers: 1 E"),
            "test.yaml:4:30: from: found 'north'; expected trunk and the name of a trunk group, such as 'trunk north'"},
    Mistake{"from_finite_sources", with_trunks("from: trunk north, source: finite, offers: 1 E"),
            "test.yaml:4:51: source: calls from a trunk are poisson; finite sources are lines here"},
    Mistake{"lines_at_the_far_exchange", with_trunks("from: trunk north, lines: 20, offers: 1 E"),
            "test.yaml:4:50: lines: says nothing of callers at the far exchange; leave it out beside 'from'"},
    Mistake{"retries_at_the_far_exchange", with_trunks("from: trunk north, offers: 1 E, retry: {share: 50 %}"),
            "test.yaml:4:63: retry: says nothing of callers at the far exchange; leave it out beside 'from'"},
    Mistake{"load_of_a_line_that_is_none", with_trunks("from: trunk north, offers: 0.1 E per line"),
            "test.yaml:4:11: class far: calls from a trunk have no lines; say what all of them offer, such as 8 E or 2/s"},
    Mistake{"nothing_dialled_at_the_far_exchange", with_trunks("from: trunk north, offers: 1 E, calls_to: {local: 90 %, no_digits: 10 %}"),
            "test.yaml:4:80: class far: a call from a trunk brings its number along; nobody abandons dialling or dials nothing"},
    Mistake{"transit_without_route", with_trunks("from: trunk north, offers: 1 E, calls_to: {trunk 9: 100 %}"),
            "test.yaml:4:67: class far: no route begins with 9"},
    Mistake{"route_by_a_group_that_only_comes_in", exchange("exchange: {lines: 100, trunk_groups: [{name: in, circuits: 9, direction: incoming}], routes: [{prefix: \"0\", digits: 5, groups: [in]}]}"),
            "test.yaml:3:95: route 0: trunk group 'in' is incoming only (line 3)"},
    Mistake{"direction_unknown", exchange("exchange: {lines: 100, trunk_groups: [{name: a, circuits: 9, direction: out}]}"),
            "test.yaml:3:73: direction: found 'out'; expected both, outgoing or incoming"}), name_of);

INSTANTIATE_TEST_SUITE_P(Reach, ScenarioMistake, testing::Values(
    Mistake{"number_of_nobody", traffic("traffic: [{class: all, offers: 1 E, calls_to: {local: 90 %, number 200100: 10 %}}]"),
            "test.yaml:4:61: class all: nobody has the number 200100; lines have 200000 to 200099. For calls to nobody write 'unallocated'"},
    Mistake{"number_outside_the_plan", traffic("traffic: [{class: all, offers: 1 E, calls_to: {local: 90 %, number 999: 10 %}}]"),
            "test.yaml:4:61: class all: nobody has the number 999; lines have 200000 to 200099. For calls to nobody write 'unallocated'"},
    Mistake{"number_of_a_route_too_short", with_trunks("offers: 1 E, calls_to: {number 012: 100 %}"),
            "test.yaml:4:48: class far: 012 has 3 digits; numbers that begin with 0 have 5. For calls to nobody write 'unallocated'"},
    Mistake{"number_of_a_route_too_long", with_trunks("offers: 1 E, calls_to: {trunk 012345: 100 %}"),
            "test.yaml:4:48: class far: 012345 is longer than the numbers of its route"},
    Mistake{"one_call_to_nobody", {.traffic = "calls: [{at: 1s, from: line 1, to: '299999'}]"},
            "test.yaml:4:36: to: nobody has the number 299999; lines have 200000 to 200099"},
    Mistake{"lines_of_two_finite_classes", traffic("traffic: [{class: a, source: finite, lines: 60, offers: 1 E}, {class: b, source: finite, lines: 31..100, offers: 1 E}]"),
            "test.yaml:4:97: class b: lines 31 to 60 are finite sources of class a already (line 4); give each class 'lines' of its own, or make one 'source: poisson'"},
    Mistake{"all_lines_of_two_finite_classes", traffic("traffic: [{class: a, source: finite, offers: 1 E}, {class: b, source: finite, offers: 1 E}]"),
            "test.yaml:4:52: class b: lines 1 to 100 are finite sources of class a already (line 4); give each class 'lines' of its own, or make one 'source: poisson'"}), name_of);

INSTANTIATE_TEST_SUITE_P(Faults, ScenarioMistake, testing::Values(
    Mistake{"spread_beyond_the_end", fault("fault: card_crash, target: all cards, at: 9min, spread: 2min"),
            "test.yaml:6:5: fault card_crash: is spread until 11 min, beyond the end of the run at 10 min"},
    Mistake{"spread_that_lasts_beyond_the_end", fault("fault: message_loss, target: all links, probability: 1 %, at: 5min, spread: 2min, lasting: 4min"),
            "test.yaml:6:5: fault message_loss: goes on until 11 min, beyond the end of the run at 10 min"},
    Mistake{"unknown_fault", fault("fault: card_puled, target: card 1/1, at: 1s"),
            "test.yaml:6:13: unknown fault 'card_puled'; did you mean 'card_pulled'?"},
    Mistake{"no_time", fault("fault: card_pulled, target: card 1/1"),
            "test.yaml:6:5: fault: says not when it strikes; expected at, when or after"},
    Mistake{"target_that_is_none", fault("fault: card_pulled, target: the red one, at: 1s"),
            "test.yaml:6:34: target: found 'the red one'; expected a target such as card 2/3, any 3 cards of shelf 2, 10 % of lines, process path_finder, supervisor of shelf 1, 1 % of numbers or any call"},
    Mistake{"target_not_in_this_exchange", fault("fault: card_pulled, target: card 3/1, at: 1s"),
            "test.yaml:6:5: fault card_pulled: there is no card 3/1 in this exchange"},
    Mistake{"more_targets_than_there_are", fault("fault: card_pulled, target: any 11 cards, at: 1s"),
            "test.yaml:6:5: fault card_pulled: any 11 cards are wanted, but there are only 10"},
    Mistake{"card_fault_on_a_line", fault("fault: card_pulled, target: line 7, at: 1s"),
            "test.yaml:6:5: fault card_pulled: strikes a card; found 'line 7'"},
    Mistake{"poison_number_that_nobody_has", fault("fault: poison_number, target: number 200100, at: 1s"),
            "test.yaml:6:36: fault poison_number: nobody has the number 200100; lines have 200000 to 200099"},
    Mistake{"poison_number_of_a_route_too_short", {.exchange = with_trunks("").exchange, .rest = fault("fault: poison_number, target: number 012, at: 1s").rest},
            "test.yaml:6:36: fault poison_number: 012 has 3 digits; numbers that begin with 0 have 5"},
    Mistake{"process_that_is_none", fault("fault: process_killed, target: process path_findr, at: 1s"),
            "test.yaml:6:37: target: found 'process path_findr'; expected one of these after process: of card 2/3, store, alarms, path_finder, digit_receivers, trunk_group, admission, audit, measurement"},
    Mistake{"parameter_of_another_kind", fault("fault: card_crash, target: card 1/1, at: 1s, reinserted_after: 5s"),
            "test.yaml:6:51: unknown key 'reinserted_after' in fault; did you mean 'reset_after'?"},
    Mistake{"missing_parameter", fault("fault: message_loss, target: all links, at: 1s"),
            "test.yaml:6:5: fault lacks 'probability'"},
    Mistake{"probability_above_one", fault("fault: message_loss, target: all links, probability: 101 %, at: 1s"),
            "test.yaml:6:59: probability: found '101 %'; expected a share from 0 to 100 %"},
    Mistake{"reinserted_before_it_is_pulled", fault("fault: card_pulled, target: card 1/1, at: 1min, reinserted_after: -5s"),
            "test.yaml:6:72: reinserted_after: found '-5s'; expected a duration such as 90s, 3min, 1h or 20ms, not a negative one"},
    Mistake{"put_right_after_the_end", fault("fault: card_pulled, target: card 1/1, at: 9min, reinserted_after: 2min"),
            "test.yaml:6:5: fault card_pulled: is put right at 11 min, after the end of the run at 10 min"},
    Mistake{"after_the_end", fault("fault: card_pulled, target: card 1/1, at: 10min"),
            "test.yaml:6:5: fault card_pulled: strikes at 10 min, after the end of the run at 10 min"},
    Mistake{"beyond_the_end", fault("fault: babbling_line, target: line 1, at: 9min, lasting: 2min"),
            "test.yaml:6:5: fault babbling_line: goes on until 11 min, beyond the end of the run at 10 min"},
    Mistake{"lasting_of_what_is_over_at_once", fault("fault: card_pulled, target: card 1/1, at: 1min, lasting: 2min"),
            "test.yaml:6:5: fault card_pulled: is over at once; 'lasting' says nothing"},
    Mistake{"strikes_while_it_goes_on", fault("fault: babbling_line, target: line 1, at: 1min, every: 1min, lasting: 2min"),
            "test.yaml:6:5: fault babbling_line: strikes every 60 s, but each goes on for 2 min"},
    Mistake{"strikes_too_often", fault("fault: card_crash, target: any card, at: 0s, every: 1ms"),
            "test.yaml:6:5: fault card_crash: strikes 600000 times; at most 100000"},
    Mistake{"pulled_while_it_is_out", rest("faults:\n  - {fault: card_pulled, target: card 1/2, at: 1min, reinserted_after: 2min}\n  - {name: again, fault: card_pulled, target: card 1/2, at: 2min}"),
            "test.yaml:7:5: fault again: strikes card 1/2 at 2 min, while it is out since 60 s by the fault in line 6"},
    Mistake{"after_no_other_fault", fault("fault: card_crash, target: any card, after: card_pulled"),
            "test.yaml:6:5: fault card_crash: comes after 'card_pulled', which is no other fault"},
    Mistake{"faults_after_each_other", rest("faults:\n  - {name: a, fault: card_crash, target: card 1/1, after: b}\n  - {name: b, fault: card_crash, target: card 1/2, after: a}"),
            "test.yaml:6:5: fault a: comes after 'b', which comes after it"},
    Mistake{"name_of_two_faults", rest("faults:\n  - {name: a, fault: card_crash, target: card 1/1, at: 1min}\n  - {name: a, fault: card_crash, target: card 1/2, at: 2min}"),
            "test.yaml:7:5: fault a: is named 'a', like another fault"},
    Mistake{"condition_known_too_late", fault("fault: card_crash, target: any card, when: 'p95(dial_tone_delay) > 1s'"),
            "test.yaml:6:5: fault card_crash: p95(dial_tone_delay) is known only when the run is over"}), name_of);

INSTANTIATE_TEST_SUITE_P(Expectations, ScenarioMistake, testing::Values(
    Mistake{"unknown_measurement", expect("call_lost == 0"),
            "test.yaml:6:5: expect: unknown measurement 'call_lost'; did you mean 'calls_lost'?"},
    Mistake{"no_comparison", expect("calls_lost"),
            "test.yaml:6:5: expect: 'calls_lost' compares nothing; expected a condition such as 'calls_lost == 0', 'p95(dial_tone_delay) < 600ms' or 'completed_rate >= 90 % of engineered_capacity'"},
    Mistake{"wrong_unit", expect("p95(dial_tone_delay) < 600"),
            "test.yaml:6:5: expect: p95(dial_tone_delay) is compared with '600'; expected a duration such as 600ms"},
    Mistake{"unlike_things", expect("calls_lost < 1 % of attempt_rate"),
            "test.yaml:6:5: expect: calls_lost and attempt_rate cannot be compared: one is a count such as 10, the other a rate such as 5/s"},
    Mistake{"unknown_delay", expect("p95(dialtone_delay) < 600ms"),
            "test.yaml:6:5: expect: 'dialtone_delay' is no delay; expected dial_tone_delay, set_up_delay or answer_delay; did you mean 'dial_tone_delay'?"},
    Mistake{"no_such_group", expect("blocking(north) < 1 %"),
            "test.yaml:6:5: blocking(north): there is no trunk group or class 'north'"},
    Mistake{"no_such_fault", expect("detected(card_pulled) within 5s"),
            "test.yaml:6:5: detection_time(card_pulled): there is no fault 'card_pulled'"},
    Mistake{"blocking_of_a_class_that_meets_no_trunk_group", expect_of_trunks("blocking(local) agrees_with erlang_b"),
            "test.yaml:6:5: blocking(local): no call of class local meets a trunk group; give it a 'trunk' under calls_to, or ask for blocking(GROUP)"},
    Mistake{"blocked_calls_of_a_local_class", expect("blocked(all) == 0"),
            "test.yaml:6:5: blocked(all): no call of class all meets a trunk group; give it a 'trunk' under calls_to, or ask for blocking(GROUP)"},
    Mistake{"blocking_of_a_class_that_comes_in", expect_of_trunks("blocking(far) < 1 %"),
            "test.yaml:6:5: blocking(far): no call of class far leaves by a trunk group; how many find no circuit to come in by, only the far exchange knows"},
    Mistake{"until_the_blocking_of_a_local_class_is_known", run("run: {duration: 10min, until: [blocking(all) within 5 %]}"),
            "test.yaml:2:32: blocking(all): no call of class all meets a trunk group; give it a 'trunk' under calls_to, or ask for blocking(GROUP)"},
    Mistake{"formula_for_a_class", expect_of_trunks("blocking(plain) agrees_with erlang_b"),
            "test.yaml:6:5: blocking(plain): formulas are for trunk groups; ask for blocking(GROUP), or name the value"},
    Mistake{"formula_for_no_group", expect_of_trunks("blocking(south) agrees_with erlang_b"),
            "test.yaml:6:5: blocking(south): no formula takes what this group is offered (several classes, retries, a changing load, calls that come in by it, a class that also calls elsewhere); compare with a value"},
    Mistake{"another_formula", expect_of_trunks("blocking(north) agrees_with engset"),
            "test.yaml:6:5: blocking(north): its traffic agrees with erlang_b, not with engset"},
    Mistake{"traffic_carried_by_a_class", expect_of_trunks("carried_by(plain) > 1 E"),
            "test.yaml:6:5: carried_by(plain): there is no trunk group 'plain'"},
    Mistake{"unknown_theory", expect("blocking(all) agrees_with erlang_c"),
            "test.yaml:6:5: expect: found 'erlang_c'; expected erlang_b, engset, overflow or a number from 0 to 1"},
    Mistake{"capacity_not_stated", expect("completed_rate >= 90 % of engineered_capacity"),
            "test.yaml:6:5: the exchange states no engineered_capacity (under admission)"},
    Mistake{"until_without_precision", run("run: {duration: 10min, until: [blocking(all)]}"),
            "test.yaml:2:32: until: found 'blocking(all)'; expected what is to be known how well, such as 'blocking(direct) within 5 %'"}), name_of);
// clang-format on

TEST(ScenarioFile, ThatIsSoundHasNoErrors) {
  EXPECT_THAT(errors_of(scenario_of({})), SizeIs(0));
}

TEST(ScenarioFile, IsToldAllItsMistakesAtOnceInTheOrderOfTheFile) {
  const auto errors = errors_of(scenario_of({.run = "run: {duration: soon}",
                                             .exchange = "exchange: {lines: 0}",
                                             .traffic = "traffic: [{class: all, offers: 1}]",
                                             .rest = "fault: []"}));
  EXPECT_THAT(errors,
              ElementsAre(HasSubstr("test.yaml:2:17: duration"), HasSubstr("test.yaml:3:19: lines"),
                          HasSubstr("test.yaml:4:32: offers"),
                          HasSubstr("test.yaml:5:1: unknown key 'fault'")));
}

TEST(ScenarioFile, ThatIsNotThereIsNamed) {
  const auto scenario = load_scenario("no/such/file.yaml");
  ASSERT_FALSE(scenario);
  EXPECT_THAT(scenario.error(),
              ElementsAre("no/such/file.yaml: cannot be opened: No such file or directory"));
}

TEST(ScenarioFile, ThatIsAFolderIsRefused) {
  const auto scenario = load_scenario(testing::TempDir());
  ASSERT_FALSE(scenario);
  EXPECT_THAT(scenario.error(), ElementsAre(HasSubstr("is a folder")));
}

TEST(ScenarioFile, ThatIsEmptyIsRefused) {
  EXPECT_THAT(errors_of(""), ElementsAre("test.yaml: the file is empty; expected a scenario"));
  EXPECT_THAT(errors_of("# only a remark\n"),
              ElementsAre("test.yaml: the file is empty; expected a scenario"));
}

TEST(ScenarioFile, ThatIsNoYamlIsRefused) {
  EXPECT_THAT(errors_of("scenario: [1, 2\nrun: }"), ElementsAre(HasSubstr("not YAML: ")));
}

TEST(ScenarioFile, ThatIsAListIsRefused) {
  EXPECT_THAT(errors_of("- a\n- b\n"),
              ElementsAre("test.yaml:1:1: scenario: found a list; expected a map of keys"));
}

TEST(ScenarioFile, ThatIsTooLongIsRefused) {
  EXPECT_THAT(errors_of(std::string(yaml_size_max + 1, 'a')),
              ElementsAre("test.yaml: longer than 1048576 bytes; a scenario is not"));
}

TEST(ScenarioFile, WithTwoDocumentsIsRefused) {
  EXPECT_THAT(errors_of(scenario_of({}) + "---\nscenario: another\n"),
              ElementsAre("test.yaml: found a second document; a file holds one scenario"));
}

TEST(ScenarioFile, MayNotUseAliasesSoThatItCannotGrow) {
  const auto errors =
      errors_of(scenario_of({.run = "run: &a {duration: 10min}", .rest = "about: *a"}));
  EXPECT_THAT(errors, ElementsAre(HasSubstr("found an anchor"), HasSubstr("found an alias")));
}

TEST(ScenarioFile, MayNotBeNestedWithoutEnd) {
  const std::string deep = "scenario: " + std::string(100, '[') + std::string(100, ']');
  EXPECT_THAT(errors_of(deep), testing::Contains(HasSubstr("nested more than 16 deep")));
  const std::string deeper = "scenario: " + std::string(100'000, '[');
  EXPECT_THAT(errors_of(deeper), testing::Not(SizeIs(0)));
}

TEST(ScenarioFile, OfBytesThatAreNoTextDoesNotCrash) {
  std::string bytes;
  for (int i = 0; i < 4'096; ++i) bytes += static_cast<char>(i * 37 % 256);
  EXPECT_THAT(errors_of(bytes), testing::Not(SizeIs(0)));
}

TEST(ScenarioFile, WithManyMistakesListsTheFirstOnes) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "mistake" + std::to_string(i) + ": 1\n";
  const auto errors = errors_of(scenario_of({.rest = many}));
  ASSERT_THAT(errors, SizeIs(41));
  EXPECT_EQ(errors.back(), "test.yaml: and 60 more");
}

}  // namespace
}  // namespace forlopp::scenario

#include <array>

#include <fmt/format.h>

#include "scenarios/engine/yaml_parts.hpp"
#include "switch/hal/address.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using callmodel::Country;
using callmodel::ReleasePolicy;
using callmodel::TimerId;

constexpr std::array<Word<Country>, 3> countries{
    {{"SE", Country::se}, {"UK", Country::uk}, {"US", Country::us}}};

constexpr std::array<Word<ReleasePolicy>, 4> release_policies{
    {{"first_party", ReleasePolicy::first_party},
     {"calling_party", ReleasePolicy::calling_party},
     {"calling_party_with_timeout", ReleasePolicy::calling_party_with_timeout},
     {"last_party", ReleasePolicy::last_party}}};

constexpr std::array<Word<TimerId>, callmodel::timer_count> timer_words{
    {{"resource_wait", TimerId::resource_wait},
     {"first_digit", TimerId::first_digit},
     {"inter_digit", TimerId::inter_digit},
     {"critical", TimerId::critical},
     {"setup_guard", TimerId::setup_guard},
     {"alerting_confirmation", TimerId::alerting_confirmation},
     {"no_answer", TimerId::no_answer},
     {"treatment", TimerId::treatment},
     {"howler", TimerId::howler},
     {"called_party_clear", TimerId::called_party_clear},
     {"release_guard", TimerId::release_guard},
     {"isup_t1", TimerId::isup_t1},
     {"isup_t5", TimerId::isup_t5},
     {"isup_t6", TimerId::isup_t6},
     {"isup_t7", TimerId::isup_t7},
     {"isup_t9", TimerId::isup_t9}}};

constexpr std::array<Word<TrunkDirection>, 3> directions{{{"both", TrunkDirection::both},
                                                          {"outgoing", TrunkDirection::outgoing},
                                                          {"incoming", TrunkDirection::incoming}}};

constexpr std::array<Word<bool>, 2> on_off{{{"on", true}, {"off", false}}};

bool is_digits(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string read_prefix(Section& section, std::string_view key, std::string otherwise) {
  const auto written = section.text(key);
  if (!written) return otherwise;
  if (is_digits(*written, 15)) return *written;
  section.expected(key, "1 to 15 digits");
  return otherwise;
}

void read_lines(Section& section, LinePlan& lines) {
  lines.cards_per_shelf =
      section.count("cards_per_shelf", {1, hal::slots_max}, lines.cards_per_shelf);
  lines.lines_per_card = section.count("lines_per_card", {1, hal::ports_max}, lines.lines_per_card);
  const int per_shelf = lines.cards_per_shelf * lines.lines_per_card;
  const bool says_lines = section.has("lines");
  const bool says_shelves = section.has("shelves");
  if (!says_lines && !says_shelves) section.require("lines");
  lines.lines = section.count("lines", {1, 200'000}, per_shelf);
  const int needed = (lines.lines + per_shelf - 1) / per_shelf;
  lines.shelves = section.count("shelves", {1, hal::shelves_max}, says_lines ? needed : 1);
  if (!says_lines) lines.lines = lines.shelves * per_shelf;
}

void read_numbers(const YamlNode& node, NumberingPlan& numbers, std::vector<Problem>& problems) {
  Section section{node, "numbers", problems};
  numbers.prefix = read_prefix(section, "prefix", numbers.prefix);
  numbers.length = section.count("length", {2, 15}, numbers.length);
  section.refuse_others();
}

void read_trunk_group(const YamlNode& node, ExchangePlan& exchange,
                      std::vector<Problem>& problems) {
  Section section{node, "trunk group", problems};
  TrunkGroupPlan group{.place = node.place};
  section.require("name");
  section.require("circuits");
  group.name = section.text("name").value_or("");
  group.circuits = section.count("circuits", {1, hal::circuits_max}, 1);
  group.direction = section.word<TrunkDirection>("direction", directions, group.direction);
  section.refuse_others();
  exchange.trunk_groups.push_back(std::move(group));
}

void read_route(const YamlNode& node, ExchangePlan& exchange, std::vector<Problem>& problems) {
  Section section{node, "route", problems};
  RoutePlan route{.place = node.place};
  section.require("prefix");
  section.require("digits");
  section.require("groups");
  route.prefix = read_prefix(section, "prefix", "");
  route.digits = section.count("digits", {1, 20}, 8);
  for (const auto& group : section.list("groups")) {
    if (group.kind == YamlNode::Kind::scalar)
      route.groups.push_back(group.scalar);
    else
      section.problem(
          group.place,
          fmt::format("groups: found {}; expected the name of a trunk group", found(group)));
  }
  section.refuse_others();
  exchange.routes.push_back(std::move(route));
}

void read_timers(const YamlNode& node, ExchangePlan& exchange, std::vector<Problem>& problems) {
  using std::chrono::milliseconds;
  Section section{node, "timers", problems};
  for (const auto& [name, timer] : timer_words) {
    if (!section.has(name)) continue;
    const auto& known = callmodel::definition(timer);
    const auto value = section.duration(name, {known.min, known.max}, known.value);
    exchange.timers.push_back({timer, std::chrono::duration_cast<milliseconds>(value)});
  }
  section.refuse_others();
}

void read_processor(const YamlNode& node, ProcessorPlan& processor,
                    std::vector<Problem>& problems) {
  Section section{node, "processor", problems};
  processor.message_cost = section.duration("message_cost", {0ns, 1s}, processor.message_cost);
  section.refuse_others();
}

void read_admission(const YamlNode& node, AdmissionPlan& admission,
                    std::vector<Problem>& problems) {
  Section section{node, "admission", problems};
  admission.enabled = section.word<bool>("control", on_off, admission.enabled);
  admission.engineered_capacity =
      section.rate("engineered_capacity", {1.0 / 3600, 1e6}, admission.engineered_capacity);
  section.refuse_others();
}

void read_supervision(const YamlNode& node, SupervisionPlan& supervision,
                      std::vector<Problem>& problems) {
  Section section{node, "supervision", problems};
  supervision.restarts_max = section.count("restarts", {0, 10'000}, supervision.restarts_max);
  supervision.period = section.duration("within", {1ms, 24h}, supervision.period);
  section.refuse_others();
}

}  // namespace

void read_exchange(const YamlNode& node, ExchangePlan& exchange, std::vector<Problem>& problems) {
  Section section{node, "exchange", problems};
  exchange.place = node.place;
  exchange.country = section.word<Country>("country", countries, exchange.country);
  exchange.release = section.word<ReleasePolicy>("release", release_policies, exchange.release);
  read_lines(section, exchange.lines);
  exchange.digit_receivers = section.count("digit_receivers", {1, 200'000}, 0);
  exchange.paths = section.count("paths", {1, 200'000}, 0);
  for (const auto& group : section.list("trunk_groups"))
    read_trunk_group(group, exchange, problems);
  for (const auto& route : section.list("routes")) read_route(route, exchange, problems);
  if (const auto* part = section.find("numbers")) read_numbers(*part, exchange.numbers, problems);
  if (const auto* part = section.find("timers")) read_timers(*part, exchange, problems);
  if (const auto* part = section.find("processor"))
    read_processor(*part, exchange.processor, problems);
  if (const auto* part = section.find("admission"))
    read_admission(*part, exchange.admission, problems);
  if (const auto* part = section.find("supervision"))
    read_supervision(*part, exchange.supervision, problems);
  section.refuse_others();
}

}  // namespace forlopp::scenario

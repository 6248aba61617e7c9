#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/engine/scenario_distribution.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"
#include "scenarios/engine/yaml_parts.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using hwsim::Distribution;

constexpr std::array<Word<SourceModel>, 2> sources{
    {{"poisson", SourceModel::poisson}, {"finite", SourceModel::finite}}};

struct DestinationWord {
  std::string_view word;
  DestinationKind kind;
};
constexpr std::array<DestinationWord, 7> destination_words{
    {{"local", DestinationKind::local},
     {"trunk", DestinationKind::trunk},
     {"number", DestinationKind::number},
     {"unallocated", DestinationKind::unallocated},
     {"incomplete", DestinationKind::incomplete},
     {"abandoned", DestinationKind::abandoned},
     {"no_digits", DestinationKind::no_digits}}};

constexpr std::string_view load_form =
    "a load such as 60 E, 0.06 E per line, 0.2 E per idle line, 5/s, 2.4/h per line or 130 % of "
    "engineered_capacity";
constexpr std::string_view lines_form =
    "lines such as all, 2000, 80 % or 1..400, no more than are left";

// A load's ending and what it makes of traffic and of a rate.
struct LoadEnding {
  std::string_view ending;
  Unit unit;
  LoadMeasure measure;
};
constexpr std::array<LoadEnding, 6> load_endings{
    {{" per idle line", Unit::traffic, LoadMeasure::erlangs_per_idle_line},
     {" per line", Unit::traffic, LoadMeasure::erlangs_per_line},
     {" per line", Unit::rate, LoadMeasure::attempts_per_line},
     {" of engineered_capacity", Unit::share, LoadMeasure::share_of_capacity},
     {"", Unit::traffic, LoadMeasure::erlangs},
     {"", Unit::rate, LoadMeasure::attempts}}};

constexpr double load_max = 1e6;

std::optional<OfferedLoad> parse_load(std::string_view text) {
  for (const auto& ending : load_endings) {
    if (!text.ends_with(ending.ending)) continue;
    const auto quantity = parse_quantity(text.substr(0, text.size() - ending.ending.size()));
    if (!quantity || quantity->unit != ending.unit) continue;
    if (!(quantity->value > 0.0) || quantity->value > load_max) return std::nullopt;
    return OfferedLoad{ending.measure, quantity->value};
  }
  return std::nullopt;
}

// Lines are given out one after the other to classes that say how many they have.
struct LinesLeft {
  int all = 0;
  int first_free = 0;
};

std::optional<LineRange> next_lines(LinesLeft& left, double count) {
  const int whole = static_cast<int>(std::floor(count + 0.5));
  if (whole < 1 || whole > left.all - left.first_free) return std::nullopt;
  const LineRange range{left.first_free, whole};
  left.first_free += whole;
  return range;
}

std::optional<LineRange> parse_lines(std::string_view text, LinesLeft& left) {
  if (text == "all") return LineRange{0, left.all};
  if (const auto at = text.find(".."); at != std::string_view::npos) {
    const auto first = parse_count(text.substr(0, at));
    const auto last = parse_count(text.substr(at + 2));
    if (!first || !last || *first < 1 || *last < *first || *last > left.all) return std::nullopt;
    return LineRange{static_cast<int>(*first) - 1, static_cast<int>(*last - *first) + 1};
  }
  if (const auto share = parse_share(text); share && *share > 0.0 && *share <= 1.0)
    return next_lines(left, *share * left.all);
  if (const auto count = parse_count(text); count && *count >= 1 && *count <= left.all)
    return next_lines(left, static_cast<double>(*count));
  return std::nullopt;
}

// A distribution that keeps its value without the key.
void read(Section& section, std::string_view key, Distribution& distribution) {
  if (const auto written = section.distribution(key)) distribution = *written;
}

void read_retry(const YamlNode& node, Behaviour& behaviour, std::vector<Problem>& problems) {
  Section section{node, "retry", problems};
  section.require("share");
  behaviour.retry_share = section.share("share", {0.0, 1.0}, 0.0);
  read(section, "after", behaviour.retry_delay);
  behaviour.retries_max = section.count("at_most", {1, 100}, behaviour.retries_max);
  section.refuse_others();
}

void read_behaviour(Section& section, Behaviour& behaviour) {
  read(section, "holding_time", behaviour.holding_time);
  read(section, "answer_delay", behaviour.answer_delay);
  read(section, "think_time", behaviour.think_time);
  read(section, "digit_interval", behaviour.digit_interval);
  read(section, "tone_reaction", behaviour.tone_reaction);
  behaviour.patience = section.distribution("patience");
  behaviour.dial_tone_patience = section.distribution("dial_tone_patience");
  behaviour.no_answer_share = section.share("no_answer", {0.0, 1.0}, 0.0);
  behaviour.called_hangs_up_share = section.share("called_hangs_up", {0.0, 1.0}, 0.0);
  behaviour.mistake_share = section.share("mistakes", {0.0, 1.0}, 0.0);
  if (const auto* retry = section.find("retry")) read_retry(*retry, behaviour, section.problems());
}

// What people do when a scenario does not say.
Behaviour usual_behaviour() {
  return {.holding_time = Distribution::exponential(90s),
          .answer_delay = Distribution::lognormal(8s, 1.6),
          .think_time = Distribution::lognormal(800ms, 1.6),
          .digit_interval = Distribution::lognormal(400ms, 1.5),
          .tone_reaction = Distribution::lognormal(2s, 1.6),
          .retry_delay = Distribution::exponential(30s)};
}

LoadChange read_change(const YamlNode& node, std::vector<Problem>& problems) {
  using Shape = LoadChange::Shape;
  constexpr NumberRange levels{0.0, 100.0};
  Section section{node, "profile", problems};
  LoadChange change;
  section.require("at");
  change.from = section.duration("at", {}, 0ns);
  change.until = change.from + section.duration("lasting", {1ms}, 0ns);
  const bool ramp = section.has("ramp_to");
  const bool mass_call = section.has("mass_call");
  const bool level = section.has("level");
  if (ramp + mass_call + level != 1)
    section.problem(node.place, "profile: expected exactly one of level, ramp_to or mass_call");
  if ((ramp || mass_call) && !section.has("lasting"))
    section.problem(node.place, "profile: a ramp and a mass call need 'lasting'");
  if (level && section.has("lasting"))
    section.problem(section.place_of("lasting"), "profile: a level stays until the next change");
  change.shape = ramp ? Shape::ramp : mass_call ? Shape::mass_call : Shape::step;
  if (level) change.factor = section.share("level", levels, 1.0);
  if (ramp) change.factor = section.share("ramp_to", levels, 1.0);
  if (mass_call) change.factor = section.count("mass_call", {1, 1'000}, 1);
  section.refuse_others();
  return change;
}

std::vector<std::string_view> destination_names() {
  std::vector<std::string_view> names;
  for (const auto& known : destination_words) names.push_back(known.word);
  return names;
}

std::optional<Destination> parse_destination(std::string_view key) {
  const auto space = std::min(key.find(' '), key.size());
  for (const auto& known : destination_words) {
    if (key.substr(0, space) != known.word) continue;
    const auto digits = key.substr(std::min(space + 1, key.size()));
    const bool wants_digits =
        known.kind == DestinationKind::trunk || known.kind == DestinationKind::number;
    if (digits.empty() == wants_digits) return std::nullopt;
    if (digits.find_first_not_of("0123456789*#") != std::string_view::npos) return std::nullopt;
    return Destination{known.kind, std::string{digits}, 0.0, {}};
  }
  return std::nullopt;
}

void read_destination(Section& section, const YamlEntry& entry,
                      std::vector<Destination>& destinations) {
  auto destination = parse_destination(entry.key);
  section.find(entry.key);
  if (!destination) {
    section.problem(
        entry.place,
        fmt::format("calls_to: found '{}'; expected local, trunk 0, number 210001, unallocated, "
                    "incomplete, abandoned or no_digits{}",
                    entry.key, suggestion(entry.key, destination_names())));
    return;
  }
  destination->share = section.share(entry.key, {0.0, 1.0}, 0.0);
  destination->place = entry.place;
  destinations.push_back(std::move(*destination));
}

std::vector<Destination> read_destinations(const YamlNode& node, std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  Section section{node, "calls_to", problems};
  std::vector<Destination> destinations;
  for (const auto& entry : node.entries) read_destination(section, entry, destinations);
  double sum = 0.0;
  for (const auto& destination : destinations) sum += destination.share;
  if (problems.size() == before && std::abs(sum - 1.0) > 1e-4)
    section.problem(node.place,
                    fmt::format("calls_to: the shares add up to {:g} %, not to 100 %", sum * 100));
  return destinations;
}

// What says how somebody at a line here calls.
constexpr std::array<std::string_view, 6> keys_of_lines{
    "lines", "dial_tone_patience", "think_time", "digit_interval", "retry", "tone_reaction"};

void read_from_trunk(Section& section, TrafficClass& traffic) {
  constexpr std::string_view word = "trunk ";
  const auto written = section.text("from").value_or("");
  const auto source = section.word<SourceModel>("source", sources, SourceModel::poisson);
  traffic.source = SourceModel::incoming;
  traffic.from_place = section.place_of("from");
  if (written.starts_with(word) && written.size() > word.size())
    traffic.from_group = written.substr(word.size());
  else
    section.expected("from", "trunk and the name of a trunk group, such as 'trunk north'");
  if (source == SourceModel::finite)
    section.problem(section.place_of("source"),
                    "source: calls from a trunk are poisson; finite sources are lines here");
  for (const auto key : keys_of_lines) {
    if (!section.has(key)) continue;
    section.problem(section.place_of(key),
                    fmt::format("{}: says nothing of callers at the far exchange; leave it out "
                                "beside 'from'",
                                key));
  }
}

void read_callers(Section& section, LinesLeft& left, TrafficClass& traffic) {
  if (section.has("from")) return read_from_trunk(section, traffic);
  traffic.source = section.word<SourceModel>("source", sources, traffic.source);
  traffic.lines_place = section.place_of("lines");
  if (const auto lines = parse_lines(section.text("lines").value_or("all"), left))
    traffic.lines = *lines;
  else
    section.expected(
        "lines", fmt::format("{} ({} of {})", lines_form, left.all - left.first_free, left.all));
}

TrafficClass read_class(const YamlNode& node, LinesLeft& left, std::vector<Problem>& problems) {
  Section section{node, "traffic", problems};
  TrafficClass traffic{.behaviour = usual_behaviour(), .place = node.place};
  section.require("class");
  section.require("offers");
  traffic.name = section.text("class").value_or("");
  read_callers(section, left, traffic);
  if (const auto written = section.text("offers")) {
    if (const auto load = parse_load(*written))
      traffic.offered = *load;
    else
      section.expected("offers", load_form);
  }
  for (const auto& change : section.list("profile"))
    traffic.profile.push_back(read_change(change, problems));
  traffic.destinations = {Destination{.place = node.place}};
  if (const auto* calls_to = section.find("calls_to"))
    traffic.destinations = read_destinations(*calls_to, problems);
  read_behaviour(section, traffic.behaviour);
  section.refuse_others();
  return traffic;
}

// `line 12`, counted from 1; nothing if it is none of the exchange's.
std::optional<int> parse_line(std::string_view text, int lines) {
  if (!text.starts_with("line ")) return std::nullopt;
  const auto number = parse_count(text.substr(5));
  if (!number || *number < 1 || *number > lines) return std::nullopt;
  return static_cast<int>(*number) - 1;
}

std::string read_called(Section& section, const ExchangePlan& exchange) {
  const auto written = section.text("to").value_or("");
  if (const auto line = parse_line(written, exchange.lines.lines))
    return directory_number(exchange.numbers, *line);
  const bool digits = !written.empty() && written.size() <= 30 &&
                      written.find_first_not_of("0123456789*#") == std::string::npos;
  if (!digits)
    section.expected("to",
                     fmt::format("digits, or a line from line 1 to line {}", exchange.lines.lines));
  return digits ? written : std::string{};
}

ScriptedCall read_call(const YamlNode& node, const ExchangePlan& exchange,
                       std::vector<Problem>& problems) {
  Section section{node, "call", problems};
  ScriptedCall call{.behaviour = usual_behaviour(), .place = node.place};
  for (const auto key : {"at", "from", "to"}) section.require(key);
  call.at = section.duration("at", {}, 0ns);
  if (const auto line = parse_line(section.text("from").value_or(""), exchange.lines.lines))
    call.from_line = *line;
  else
    section.expected("from", fmt::format("a line from line 1 to line {}", exchange.lines.lines));
  call.digits = read_called(section, exchange);
  call.digits_place = section.place_of("to");
  read_behaviour(section, call.behaviour);
  section.refuse_others();
  return call;
}

std::span<const YamlNode> items_of(const YamlNode& node, std::string_view key,
                                   std::vector<Problem>& problems) {
  if (node.kind != YamlNode::Kind::list)
    problems.push_back(
        {node.place, fmt::format("{}: found {}; expected a list", key, found(node))});
  return node.items;
}

}  // namespace

void read_traffic(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  LinesLeft left{scenario.exchange.lines.lines, 0};
  for (const auto& item : items_of(node, "traffic", problems))
    scenario.traffic.push_back(read_class(item, left, problems));
}

void read_calls(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems) {
  for (const auto& item : items_of(node, "calls", problems))
    scenario.calls.push_back(read_call(item, scenario.exchange, problems));
}

}  // namespace forlopp::scenario

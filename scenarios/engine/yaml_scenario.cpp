#include "scenarios/engine/yaml_scenario.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "scenarios/engine/expectation_text.hpp"
#include "scenarios/engine/scenario_check.hpp"
#include "scenarios/engine/yaml_parts.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using runtime::err;
using runtime::Result;

constexpr std::size_t problems_shown = 40;

void read_until(Section& section, RunPlan& run) {
  for (const auto& item : section.list("until")) {
    auto precision = parse_precision(item.scalar);
    if (precision) {
      precision->place = item.place;
      run.until.push_back(std::move(*precision));
    } else {
      section.problem(item.place, fmt::format("until: {}", precision.error()));
    }
  }
}

void read_run(const YamlNode& node, RunPlan& run, std::vector<Problem>& problems) {
  Section section{node, "run", problems};
  section.require("duration");
  run.warm_up = section.duration("warm_up", {0ns, 24h * 30}, 0ns);
  run.duration = section.duration("duration", {1s}, 0ns);
  run.drain = section.duration("drain", {0ns, 24h * 30}, 0ns);
  read_until(section, run);
  section.refuse_others();
}

void read_output(const YamlNode& node, OutputPlan& output, std::vector<Problem>& problems) {
  Section section{node, "output", problems};
  output.ladders = section.count("ladders", {0, 1'000}, output.ladders);
  section.refuse_others();
}

void read_seed(Section& section, Scenario& scenario) {
  const auto written = section.text("seed");
  if (!written) return;
  const auto seed = parse_count(*written);
  if (seed && *seed >= 0)
    scenario.seed = static_cast<std::uint64_t>(*seed);
  else
    section.expected("seed", "a whole number from 0 to 1000000000000000");
}

// What is wrong alone is noted first. Parts are held against each other only when those that they
// refer to could be read, so that one mistake is reported once.
void check_together(const Scenario& scenario, bool parts_sound, std::vector<Problem>& problems) {
  const auto add = [&](const std::vector<Problem>& more) {
    problems.insert(problems.end(), more.begin(), more.end());
  };
  add(problems_of_exchange(scenario));
  if (!problems.empty() && !parts_sound) return;
  add(problems_of_traffic(scenario));
  add(problems_of_faults(scenario));
  if (problems.empty()) add(problems_of_expectations(scenario));
}

void read_parts(Section& section, Scenario& scenario) {
  auto& problems = section.problems();
  if (const auto* part = section.require("run")) read_run(*part, scenario.run, problems);
  if (const auto* part = section.require("exchange"))
    read_exchange(*part, scenario.exchange, problems);
  if (const auto* part = section.find("traffic")) read_traffic(*part, scenario, problems);
  if (const auto* part = section.find("calls")) read_calls(*part, scenario, problems);
  const bool parts_sound = problems.empty();
  if (const auto* part = section.find("faults")) read_faults(*part, scenario, problems);
  if (const auto* part = section.find("expect")) read_expectations(*part, scenario, problems);
  if (const auto* part = section.find("output")) read_output(*part, scenario.output, problems);
  section.refuse_others();
  check_together(scenario, parts_sound, problems);
}

void read_document(const YamlNode& root, Scenario& scenario, std::vector<Problem>& problems) {
  if (root.kind == YamlNode::Kind::nothing) {
    if (problems.empty()) problems.push_back({{}, "the file is empty; expected a scenario"});
    return;
  }
  Section section{root, "scenario", problems};
  if (root.kind != YamlNode::Kind::map) return;
  section.require("scenario");
  scenario.title = section.text("scenario").value_or("");
  scenario.about = section.text("about").value_or("");
  read_seed(section, scenario);
  read_parts(section, scenario);
}

// What a file holds must not be able to write on the terminal where it pleases.
std::string printable(std::string text) {
  constexpr char last_control = 0x7f;
  std::ranges::replace_if(
      text, [](char c) { return (c >= 0 && c < ' ') || c == last_control; }, '?');
  return text;
}

std::string message(std::string_view file, const Problem& problem) {
  const auto& place = problem.place;
  const std::string text = printable(problem.text);
  if (place.line == 0) return fmt::format("{}: {}", file, text);
  return fmt::format("{}:{}:{}: {}", file, place.line, place.column, text);
}

ScenarioErrors messages(std::string_view file, std::vector<Problem> problems) {
  std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
    return std::pair{problem.place.line, problem.place.column};
  });
  ScenarioErrors errors;
  for (const auto& problem : problems) {
    if (errors.size() == problems_shown) {
      errors.push_back(fmt::format("{}: and {} more", file, problems.size() - problems_shown));
      break;
    }
    errors.push_back(message(file, problem));
  }
  return errors;
}

Result<std::string, std::string> contents(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return err(std::string{"is a folder"});
  std::ifstream stream{path, std::ios::binary};
  if (!stream) return err(fmt::format("cannot be opened: {}", std::strerror(errno)));
  std::string text(yaml_size_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return err(std::string{"cannot be read"});
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

Result<Scenario, ScenarioErrors> read_scenario(std::string_view text, std::string_view file) {
  std::vector<Problem> problems;
  Scenario scenario;
  const YamlNode root = parse_yaml(text, problems);
  if (problems.empty() || root.kind == YamlNode::Kind::map) read_document(root, scenario, problems);
  if (!problems.empty()) return err(messages(file, std::move(problems)));
  return scenario;
}

Result<Scenario, ScenarioErrors> load_scenario(const std::filesystem::path& path) {
  const auto text = contents(path);
  if (!text) return err(ScenarioErrors{fmt::format("{}: {}", path.string(), text.error())});
  auto scenario = read_scenario(*text, path.string());
  if (scenario) scenario->name = path.stem().string();
  return scenario;
}

}  // namespace forlopp::scenario

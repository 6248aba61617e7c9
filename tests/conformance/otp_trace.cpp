#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/conformance/performance.hpp"

namespace forlopp::conformance {
namespace {

enum ExitCode { same = 0, differs = 1, bad_input = 2 };

int complain(const std::string& what) {
  fmt::print(stderr, "otp_trace: {}\n", what);
  return bad_input;
}

/// Prints the trace of one scenario.
int show(const std::string& file, Way way) {
  const auto scenario = Scenario::read(file);
  if (!scenario) return complain(scenario.error());
  const auto trace = perform(*scenario, way);
  if (!trace) return complain(trace.error());
  for (const std::string& line : *trace) fmt::print("{}\n", line);
  const std::vector<std::string> expected = scenario->trace();
  if (expected.empty()) return same;
  const std::string fault = difference(expected, *trace);
  if (fault.empty()) return same;
  fmt::print(stderr, "{} ({}): - is the file's trace, + is ours\n{}", file, to_string(way), fault);
  return differs;
}

constexpr const char* help =
    "usage: otp_trace [--seed N | --threads N] FILE.json...\n\n"
    "Runs scenarios in the neutral form of tests/conformance/README.md and prints their traces.\n\n"
    "  --seed N     of the simulated scheduler (default 1)\n"
    "  --threads N  run on so many scheduler threads, in real time\n\n"
    "Exit code: 0, each is as its file says; 1, one differs; 2, one cannot be run.\n";

template <class Number>
bool read_number(const std::string& text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc{} && stopped == end;
}

int run(const std::vector<std::string>& arguments) {
  Way way;
  int worst = same;
  std::vector<std::string> files;
  for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
    if (*argument == "--help" || *argument == "-h") {
      fmt::print("{}", help);
      return same;
    }
    if (!argument->starts_with("--")) {
      files.push_back(*argument);
      continue;
    }
    const std::string option = *argument;
    const bool has_value = ++argument != arguments.end();
    const bool good = has_value && (option == "--seed"      ? read_number(*argument, way.seed)
                                    : option == "--threads" ? read_number(*argument, way.threads)
                                                            : false);
    if (!good) return complain("what is '" + option + "'?\n" + help);
  }
  if (files.empty()) return complain(std::string{"which scenario?\n"} + help);
  for (const std::string& file : files) worst = std::max(worst, show(file, way));
  return worst;
}

}  // namespace
}  // namespace forlopp::conformance

int main(int argc, char** argv) {
  return forlopp::conformance::run({argv + 1, argv + argc});
}

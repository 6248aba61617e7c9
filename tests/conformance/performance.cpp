#include "tests/conformance/performance.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tests/conformance/kinds.hpp"

namespace forlopp::conformance {

using Lines = std::vector<std::string>;

runtime::Result<Lines, std::string> perform(const Scenario& scenario, Way way) {
  const auto fault = [&](const std::string& what) {
    return runtime::err(scenario.file() + ": " + what);
  };
  if (scenario.is_timed() && way.threads != 0) {
    return fault("contains real delays: to be run on virtual time only");
  }
  const auto kind = std::ranges::find(kinds(), scenario.kind(), &Kind::name);
  if (kind == kinds().end()) return fault("unknown kind '" + scenario.kind() + "'");
  Stage stage{way};
  kind->play(scenario, stage);
  if (scenario.complaint()) return fault(scenario.complaint().text);
  return stage.take_trace();
}

std::string difference(const Lines& expected, const Lines& found) {
  const auto [e, f] = std::ranges::mismatch(expected, found);
  if (e == expected.end() && f == found.end()) return {};
  const auto same = e - expected.begin();
  std::string text;
  for (auto line = expected.begin() + std::max<std::ptrdiff_t>(0, same - 5); line != e; ++line) {
    text += fmt::format("  {}\n", *line);
  }
  const auto add = [&](char sign, auto from, auto to) {
    const auto shown = std::min<std::ptrdiff_t>(to - from, 12);
    for (auto line = from; line != from + shown; ++line)
      text += fmt::format("{} {}\n", sign, *line);
    if (shown < to - from) text += fmt::format("{} ...\n", sign);
  };
  add('-', e, expected.end());
  add('+', f, found.end());
  return text;
}

}  // namespace forlopp::conformance

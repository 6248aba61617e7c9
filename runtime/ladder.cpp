#include "runtime/ladder.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace forlopp::runtime {
namespace {

constexpr std::size_t time_width = 12;
constexpr std::size_t column_least = 16;
constexpr std::size_t column_most = 22;

struct Chart {
  std::vector<std::string> participants{};
  std::size_t column = column_least;

  std::size_t index_of(const std::string& name) const {
    const auto found = std::find(participants.begin(), participants.end(), name);
    return static_cast<std::size_t>(found - participants.begin());
  }
  void add(const std::string& name) {
    if (index_of(name) == participants.size()) participants.push_back(name);
  }
  /// Where the lifeline of a participant stands.
  std::size_t lifeline(std::size_t index) const { return time_width + index * column + column / 2; }
};

Chart lay_out(std::span<const LadderStep> steps, std::span<const std::string_view> last) {
  Chart chart;
  for (const LadderStep& step : steps) {
    chart.add(step.from);
    chart.add(step.to);
  }
  std::ranges::stable_partition(chart.participants, [&](const std::string& name) {
    return std::ranges::find(last, name) == last.end();
  });
  for (const std::string& name : chart.participants) {
    chart.column = std::max(chart.column, name.size() + 2);
  }
  for (const LadderStep& step : steps) {
    const bool neighbours = step.from != step.to;
    if (neighbours) chart.column = std::max(chart.column, step.what.size() + 5);
  }
  chart.column = std::min(chart.column, column_most);
  return chart;
}

std::string heading(const Chart& chart) {
  std::string line = fmt::format("{:<{}}", "seconds", time_width);
  for (const std::string& name : chart.participants)
    line += fmt::format("{:^{}}", name, chart.column);
  return line;
}

std::string lifelines(const Chart& chart) {
  std::string line(chart.lifeline(chart.participants.size() - 1) + 1, ' ');
  for (std::size_t i = 0; i < chart.participants.size(); ++i) line[chart.lifeline(i)] = '|';
  return line;
}

void write(std::string& line, std::size_t at, std::string_view text) {
  if (line.size() < at + text.size()) line.resize(at + text.size(), ' ');
  line.replace(at, text.size(), text);
}

/// From lifeline to lifeline, with the text in the middle, on top of what it crosses.
void draw_arrow(std::string& line, const Chart& chart, const LadderStep& step) {
  const std::size_t from = chart.lifeline(chart.index_of(step.from));
  const std::size_t to = chart.lifeline(chart.index_of(step.to));
  if (from == to) {
    write(line, from + 1, fmt::format("* {}", step.what));
    return;
  }
  const auto [left, right] = std::minmax(from, to);
  const std::size_t room = right - left - 1;
  std::string_view what = step.what;
  const std::size_t fits = room - 4;  // A blank on each side, and an end of the arrow.
  std::string shaft = fmt::format("{:-^{}}", fmt::format(" {} ", what.substr(0, fits)), room);
  (from < to ? shaft.back() : shaft.front()) = from < to ? '>' : '<';
  write(line, left + 1, shaft);
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string draw_ladder(std::span<const LadderStep> steps, std::span<const std::string_view> last) {
  if (steps.empty()) return {};
  const Chart chart = lay_out(steps, last);
  std::string text = trimmed(heading(chart)) + '\n';
  for (const LadderStep& step : steps) {
    std::string line = lifelines(chart);
    const double seconds = std::chrono::duration<double>{step.when}.count();
    write(line, 0, fmt::format("{:.6f}", seconds));
    draw_arrow(line, chart, step);
    text += trimmed(std::move(line)) + '\n';
  }
  return text;
}

}  // namespace forlopp::runtime

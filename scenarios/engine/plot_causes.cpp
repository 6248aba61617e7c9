#include "scenarios/engine/plot_causes.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/plot_canvas.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

constexpr double width = 960;
constexpr double row_height = 24;
constexpr double bars_left = 250;
constexpr double bars_right = 800;

struct Bar {
  std::string label;
  std::uint64_t count = 0;
  std::string_view css_class;
};

std::vector<Bar> bars_of(const CallCounts& calls) {
  std::vector<Bar> bars{{"answered", calls.answered, "good fill"}};
  auto causes = calls.failed_by_cause;
  std::ranges::stable_sort(causes, std::greater{}, &CauseCount::count);
  for (const auto& cause : causes) {
    bars.push_back({fmt::format("{} ({})", cause.name, cause.cause), cause.count, "c4 fill"});
  }
  if (calls.in_progress > 0) bars.push_back({"in progress", calls.in_progress, "faint fill"});
  return bars;
}

}  // namespace

std::string causes_plot(const CallCounts& calls) {
  const auto bars = bars_of(calls);
  const double height = row_height * static_cast<double>(bars.size()) + 6;
  SvgCanvas canvas{width, height, "What became of the attempts"};
  const auto most = std::ranges::max(bars, {}, &Bar::count).count;
  const Scale x{{0, std::max(1.0, static_cast<double>(most))}, {bars_left, bars_right}};
  double top = 3;
  for (const auto& bar : bars) {
    const double end = x.at(static_cast<double>(bar.count));
    const auto value =
        fmt::format("{} ({})", count_text(bar.count), percent_text(bar.count, calls.attempts));
    canvas.text({bars_left - 10, top + 16}, shortened(printable(bar.label), 36), "end");
    canvas.box({bars_left, top + 3, end, top + row_height - 3}, bar.css_class, value);
    canvas.text({end + 8, top + 16}, value, "strong");
    top += row_height;
  }
  canvas.line({bars_left, 0}, {bars_left, height}, "axis");
  return canvas.take();
}

}  // namespace forlopp::scenario

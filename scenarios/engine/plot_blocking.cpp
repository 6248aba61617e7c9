#include "scenarios/engine/plot_blocking.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>

#include <fmt/format.h>

#include "scenarios/engine/plot_canvas.hpp"
#include "scenarios/engine/report_text.hpp"
#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {

namespace {

constexpr double width = 470;
constexpr double row_height = 34;
constexpr PlotArea curves{52, 20, 430, 270};
constexpr std::size_t rows_max = 24;
constexpr std::size_t curves_max = 8;

double measured_blocking(const BlockingResult& result) {
  if (result.blocking) return result.blocking->value;
  return result.attempts == 0
             ? 0
             : static_cast<double>(result.blocked) / static_cast<double>(result.attempts);
}

double load_of_a_circuit(const BlockingResult& result) {
  return result.offered_erlangs.value_or(0) / result.circuits;
}

bool can_be_drawn(const BlockingResult& result) {
  return result.circuits > 0 && result.offered_erlangs.value_or(0) > 0 &&
         measured_blocking(result) > 0;
}

std::vector<BlockingResult> only(const std::vector<BlockingResult>& results,
                                 bool (*wanted)(const BlockingResult&)) {
  std::vector<BlockingResult> kept;
  std::ranges::copy_if(results, std::back_inserter(kept), wanted);
  if (kept.size() > rows_max) kept.resize(rows_max);
  return kept;
}

/// A decade below the least that was measured or foretold, up to 1.
Scale blocking_scale(const std::vector<BlockingResult>& results) {
  double least = 0.1;
  for (const auto& result : results) {
    while (measured_blocking(result) < least * 1.5 && least > 1e-6) least /= 10;
  }
  return {{least, 1}, {curves.bottom, curves.top}, Spacing::logarithmic};
}

Scale load_scale(const std::vector<BlockingResult>& results) {
  double least = 0.5;
  double most = 1.2;
  for (const auto& result : results) {
    least = std::min(least, load_of_a_circuit(result) * 0.8);
    most = std::max(most, load_of_a_circuit(result) * 1.15);
  }
  return {{least, most}, {curves.left, curves.right}};
}

void draw_erlang_curve(SvgCanvas& canvas, int circuits, const Scale& x, const Scale& y) {
  constexpr int steps = 120;
  const auto& [low, high] = x.values();
  std::vector<Point> points;
  for (int i = 0; i <= steps; ++i) {
    const double load = low + (high - low) * i / steps;
    const double blocking = erlang_b(load * circuits, circuits);
    if (blocking >= y.values().low) points.push_back({x.at(load), y.at(blocking)});
  }
  if (points.empty()) return;
  canvas.lines(points, "curve");
  const bool from_the_side = points.front().x == x.at(low);
  const auto [start, height] = points.front();
  const Point label{start + 7, from_the_side ? height + 12 : height - 4};
  canvas.text(label, fmt::format("N = {}", circuits), "small");
}

void draw_measured(SvgCanvas& canvas, const BlockingResult& result, const Scale& x,
                   const Scale& y) {
  const double at = x.at(load_of_a_circuit(result));
  if (result.theory && !result.theory->reference && result.theory->formula != "Erlang B") {
    const auto foretold = result.theory->formula + " " + fraction_text(result.theory->blocking);
    canvas.dot({at, y.at(result.theory->blocking)}, 7, "theory", foretold);
  }
  if (result.blocking && result.blocking->low > 0) {
    canvas.line({at, y.at(result.blocking->low)}, {at, y.at(result.blocking->high)}, "c1 thick");
  }
  const auto tooltip =
      fmt::format("{}: {} at {}", result.name, fraction_text(measured_blocking(result)),
                  erlang_text(result.offered_erlangs.value_or(0)));
  const double height = y.at(measured_blocking(result));
  canvas.dot({at, height}, 4, "c1 fill", tooltip);
  canvas.text({at - 8, height - 6}, shortened(printable(result.name), 20), "end small strong");
}

bool has_agreement(const BlockingResult& result) {
  return result.blocking && result.theory && !result.theory->reference &&
         result.theory->blocking > 0 && result.blocking->value > 0;
}

/// Symmetric around 1, so that above and below look alike.
Scale agreement_scale(const std::vector<BlockingResult>& results) {
  double reach = 0.06;
  for (const auto& result : results) {
    const double theory = result.theory->blocking;
    reach =
        std::max({reach, result.blocking->high / theory - 1, 1 - result.blocking->low / theory});
  }
  reach = std::min(reach * 1.05, 1.0);
  return {{1 - reach, 1 + reach}, {140, 450}};
}

}  // namespace

std::string blocking_plot(const std::vector<BlockingResult>& results) {
  const auto drawn = only(results, can_be_drawn);
  if (drawn.empty()) return {};
  SvgCanvas canvas{width, 316, "Measured blocking and the Erlang B curves"};
  const auto x = load_scale(drawn);
  const auto y = blocking_scale(drawn);
  canvas.grid_across(curves, y, 9);
  for (const double tick : x.ticks(7)) canvas.tick_below(curves, x.at(tick), tick_text(tick));
  std::set<int> sizes;
  for (const auto& result : drawn) {
    if (sizes.size() < curves_max) sizes.insert(result.circuits);
  }
  for (const int circuits : sizes) draw_erlang_curve(canvas, circuits, x, y);
  for (const auto& result : drawn) draw_measured(canvas, result, x, y);
  canvas.line({curves.left, curves.bottom}, {curves.right, curves.bottom}, "axis");
  canvas.text({curves.left, 12}, "blocking", "faint");
  canvas.text({curves.right, curves.bottom + 36}, "offered erlangs for each circuit", "end faint");
  return canvas.take();
}

std::string agreement_plot(const std::vector<BlockingResult>& results) {
  const auto drawn = only(results, has_agreement);
  if (drawn.empty()) return {};
  const double bottom = 24 + row_height * static_cast<double>(drawn.size());
  SvgCanvas canvas{width, bottom + 46, "Measured blocking over theory"};
  const auto x = agreement_scale(drawn);
  const PlotArea area{140, 20, 450, bottom};
  for (const double tick : x.ticks(5)) {
    canvas.line({x.at(tick), area.top}, {x.at(tick), area.bottom}, "grid");
    canvas.tick_below(area, x.at(tick), tick_text(tick));
  }
  canvas.line({x.at(1), area.top - 6}, {x.at(1), area.bottom}, "target");
  double y = area.top + row_height / 2;
  for (const auto& result : drawn) {
    const double theory = result.theory->blocking;
    const bool agrees = result.blocking->contains(theory);
    const std::string colour = agrees ? "good" : "bad";
    canvas.line({x.at(result.blocking->low / theory), y}, {x.at(result.blocking->high / theory), y},
                colour + " thick");
    canvas.dot(
        {x.at(result.blocking->value / theory), y}, 4, colour + " fill",
        fmt::format("{} against {}", fraction_text(result.blocking->value), fraction_text(theory)));
    canvas.text({area.left - 10, y - 2}, shortened(printable(result.name), 18), "end strong");
    canvas.text({area.left - 10, y + 12}, shortened(printable(result.theory->formula), 20),
                "end small");
    y += row_height;
  }
  canvas.text({area.right, area.bottom + 36}, "measured blocking over theory", "end faint");
  return canvas.take();
}

}  // namespace forlopp::scenario

#include "scenarios/engine/plot_timeline.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/plot_canvas.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

constexpr double width = 960;
constexpr double left = 48;
constexpr double right = 948;
constexpr double marks_height = 44;
constexpr double panel_gap = 34;
constexpr std::string_view restarts_name = "restarts";

struct Outage {
  Duration from{};
  Duration to{};
};

/// When a fault that the exchange had noticed was at work; those that overlap taken together.
std::vector<Outage> outages_of(const std::vector<FaultRecord>& faults) {
  std::vector<Outage> each;
  for (const FaultRecord& fault : faults) {
    if (!fault.detected_after || !fault.recovered_after) continue;
    each.push_back({fault.at, fault.at + *fault.recovered_after});
  }
  std::ranges::sort(each, {}, &Outage::from);
  std::vector<Outage> joined;
  for (const Outage& outage : each) {
    if (joined.empty() || outage.from > joined.back().to) {
      joined.push_back(outage);
    } else {
      joined.back().to = std::max(joined.back().to, outage.to);
    }
  }
  return joined;
}

struct Panel {
  std::string title;
  double height = 0;
  std::vector<const TimelineColumn*> columns{};
};

std::vector<Panel> panels_of(const Timeline& timeline) {
  Panel levels{"", 150};
  Panel rates{"per second", 140};
  Panel restarts{"in each " + text(timeline.interval), 44};
  for (const auto& column : timeline.columns) {
    auto& panel = column.name == restarts_name ? restarts : column.unit == "/s" ? rates : levels;
    const bool any = std::ranges::any_of(column.values, [](double v) { return v > 0; });
    if (any || &panel == &rates) panel.columns.push_back(&column);
  }
  std::vector<Panel> result;
  for (auto& panel : {levels, rates, restarts}) {
    if (!panel.columns.empty()) result.push_back(panel);
  }
  return result;
}

class TimelineDrawing {
 public:
  TimelineDrawing(const Measurements& measured, std::vector<Panel> panels)
      : measured_{measured},
        panels_{std::move(panels)},
        end_{end_of(measured)},
        x_{{0, static_cast<double>(end_.count())}, {left, right}},
        bottom_{bottom_of(panels_)},
        canvas_{width, bottom_ + 26, "Traffic and calls over time, with faults"} {}

  std::string draw() {
    shade_what_is_not_measured();
    shade_outages();
    double top = marks_height;
    for (const auto& panel : panels_) {
      draw_panel(panel, {left, top, right, top + panel.height});
      top += panel.height + panel_gap;
    }
    mark_faults();
    for (const auto tick : time_ticks(end_, 12)) {
      canvas_.tick_below(whole(), at(tick), time_tick_text(tick, end_));
    }
    return canvas_.take();
  }

 private:
  static Duration end_of(const Measurements& measured) {
    Duration recorded{};
    for (const auto& column : measured.timeline.columns) {
      recorded = std::max(
          recorded, measured.timeline.interval * static_cast<Duration::rep>(column.values.size()));
    }
    const auto run = measured.run.virtual_time;
    return run.count() > 0 ? std::min(recorded, run) : recorded;
  }

  static double bottom_of(const std::vector<Panel>& panels) {
    double bottom = marks_height - panel_gap;
    for (const auto& panel : panels) bottom += panel.height + panel_gap;
    return bottom;
  }

  PlotArea whole() const { return {left, marks_height, right, bottom_}; }
  double at(Duration time) const { return x_.at(static_cast<double>(time.count())); }

  void shade(Duration from, Duration to, std::string_view label) {
    if (to <= from) return;
    canvas_.box({at(from), marks_height, at(to), bottom_}, "shade", label);
    if (at(to) - at(from) > 50) {
      canvas_.text({(at(from) + at(to)) / 2, bottom_ - 6}, label, "middle faint");
    }
  }

  void shade_what_is_not_measured() {
    const auto& run = measured_.run;
    shade({}, run.warm_up, "warm-up");
    if (run.measured.count() > 0) shade(run.warm_up + run.measured, end_, "drain");
  }

  /// Where several faults were at work, once.
  void shade_outages() {
    for (const Outage& outage : outages_of(measured_.faults)) {
      canvas_.box({at(outage.from), marks_height, at(outage.to), bottom_}, "outage");
    }
  }

  void draw_panel(const Panel& panel, const PlotArea& area) {
    double most = 0;
    for (const auto* column : panel.columns) {
      for (const double value : column->values) most = std::max(most, shown(*column, value));
    }
    const Scale y{{0, most > 0 ? rounded_up(most * 1.02) : 1}, {area.bottom, area.top}};
    canvas_.grid_across(area, y, panel.height > 100 ? 5 : 1);
    draw_legend(panel, area);
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
      draw_column(*panel.columns[i], y, colour(panel, i));
    }
    canvas_.line({area.left, area.bottom}, {area.right, area.bottom}, "axis");
  }

  static std::string colour(const Panel& panel, std::size_t index) {
    if (panel.columns[index]->name == restarts_name) return "bad";
    if (panel.columns[index]->name == "blocked") return "c4";
    return fmt::format("c{}", index % 6 + 1);
  }

  void draw_legend(const Panel& panel, const PlotArea& area) {
    double x = area.left;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
      const auto name = printable(panel.columns[i]->name);
      canvas_.box({x, area.top - 15, x + 10, area.top - 7}, colour(panel, i) + " fill");
      canvas_.text({x + 15, area.top - 7}, name, "");
      x += 34 + 6.6 * static_cast<double>(columns_of(name));
    }
    if (!panel.title.empty()) canvas_.text({x, area.top - 7}, panel.title, "faint");
  }

  /// Restarts are so rare that their number says more than their rate.
  double shown(const TimelineColumn& column, double value) const {
    const double interval = static_cast<double>(measured_.timeline.interval.count()) / 1e9;
    return column.name == restarts_name ? value * interval : value;
  }

  /// A staircase: each value holds for its whole interval.
  std::vector<Point> staircase(const TimelineColumn& column, const Scale& y) const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const auto start = measured_.timeline.interval * static_cast<Duration::rep>(i);
      points.push_back({at(start), y.at(shown(column, column.values[i]))});
      points.push_back(
          {at(start + measured_.timeline.interval), y.at(shown(column, column.values[i]))});
    }
    return points;
  }

  void draw_column(const TimelineColumn& column, const Scale& y, const std::string& css_colour) {
    auto points = staircase(column, y);
    if (points.empty()) return;
    if (column.unit != "/s" || column.name == restarts_name) {
      auto outline = points;
      outline.push_back({points.back().x, y.at(0)});
      outline.push_back({points.front().x, y.at(0)});
      canvas_.area(outline, css_colour + " wash");
    }
    canvas_.lines(points, css_colour + " stroke");
  }

  /// Numbers that would lie on each other go to another row.
  void mark_faults() {
    constexpr std::array<double, 2> rows{24, 8};
    std::array<double, 2> taken{-100, -100};
    for (std::size_t i = 0; i < measured_.faults.size(); ++i) {
      const auto& fault = measured_.faults[i];
      const double x = at(fault.at);
      const std::size_t row = x - taken[0] >= 17 ? 0 : 1;
      const bool numbered = x - taken.at(row) >= 17;
      canvas_.line({x, numbered ? rows.at(row) : marks_height}, {x, bottom_}, "fault");
      if (!numbered) continue;
      taken.at(row) = x;
      const auto tooltip =
          fmt::format("{}  {} on {}", clock_text(fault.at), fault.kind, fault.target);
      canvas_.dot({x, rows.at(row)}, 8, "bad fill", tooltip);
      canvas_.text({x, rows.at(row) + 4}, fmt::format("{}", i + 1), "middle number");
    }
  }

  const Measurements& measured_;
  std::vector<Panel> panels_;
  Duration end_;
  Scale x_;
  double bottom_;
  SvgCanvas canvas_;
};

}  // namespace

std::string timeline_plot(const Measurements& measured) {
  const auto& columns = measured.timeline.columns;
  const bool any = std::ranges::any_of(columns, [](const auto& c) { return !c.values.empty(); });
  auto panels = panels_of(measured.timeline);
  if (!any || panels.empty() || measured.timeline.interval.count() <= 0) return {};
  return TimelineDrawing{measured, std::move(panels)}.draw();
}

}  // namespace forlopp::scenario

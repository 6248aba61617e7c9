#include "scenarios/engine/plot_canvas.hpp"

#include <utility>

#include <fmt/format.h>

#include "scenarios/engine/report_markup.hpp"

namespace forlopp::scenario {

namespace {

std::string points_text(const std::vector<Point>& points) {
  std::string result;
  for (const auto& point : points) {
    result += fmt::format("{}{:.1f},{:.1f}", result.empty() ? "" : " ", point.x, point.y);
  }
  return result;
}

std::string title(std::string_view tooltip) {
  return tooltip.empty() ? std::string{} : element("title", "", escaped(tooltip));
}

}  // namespace

SvgCanvas::SvgCanvas(double width, double height, std::string_view description)
    : content_{fmt::format("<svg viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\" "
                           "xmlns=\"http://www.w3.org/2000/svg\">\n",
                           width, height, escaped(description))} {}

void SvgCanvas::line(Point from, Point to, std::string_view css_class) {
  content_ +=
      fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"{}\"/>\n",
                  from.x, from.y, to.x, to.y, css_class);
}

void SvgCanvas::lines(const std::vector<Point>& points, std::string_view css_class) {
  content_ +=
      fmt::format("<polyline points=\"{}\" class=\"{}\"/>\n", points_text(points), css_class);
}

void SvgCanvas::area(const std::vector<Point>& points, std::string_view css_class) {
  content_ +=
      fmt::format("<polygon points=\"{}\" class=\"{}\"/>\n", points_text(points), css_class);
}

void SvgCanvas::box(const PlotArea& box, std::string_view css_class, std::string_view tooltip) {
  content_ += fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\">{}</rect>\n",
      box.left, box.top, box.right - box.left, box.bottom - box.top, css_class, title(tooltip));
}

void SvgCanvas::dot(Point centre, double radius, std::string_view css_class,
                    std::string_view tooltip) {
  content_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" class=\"{}\">{}</circle>\n",
                          centre.x, centre.y, radius, css_class, title(tooltip));
}

void SvgCanvas::text(Point at, std::string_view content, std::string_view css_class) {
  content_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", at.x, at.y,
                          css_class, escaped(content));
}

void SvgCanvas::grid_across(const PlotArea& area, const Scale& y, int about) {
  for (const double tick : y.ticks(about)) {
    const double at = y.at(tick);
    line({area.left, at}, {area.right, at}, "grid");
    text({area.left - 6, at + 4}, tick_text(tick), "end");
  }
}

void SvgCanvas::tick_below(const PlotArea& area, double x, std::string_view content) {
  line({x, area.bottom}, {x, area.bottom + 4}, "axis");
  text({x, area.bottom + 17}, content, "middle");
}

std::string SvgCanvas::take() {
  return std::exchange(content_, {}) + "</svg>\n";
}

}  // namespace forlopp::scenario

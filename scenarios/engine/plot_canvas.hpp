#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/plot_scale.hpp"

namespace forlopp::scenario {

/// In pixels from the upper left corner.
struct Point {
  double x = 0;
  double y = 0;
};

/// The part of a picture in which values are drawn.
struct PlotArea {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// Draws an SVG picture; how things look is up to the page's style sheet, by their class. Text is
/// escaped.
class SvgCanvas {
 public:
  /// `description` is for those who cannot see the picture.
  SvgCanvas(double width, double height, std::string_view description);

  void line(Point from, Point to, std::string_view css_class);
  void lines(const std::vector<Point>& points, std::string_view css_class);
  void area(const std::vector<Point>& points, std::string_view css_class);
  /// A tooltip appears while the pointer rests on it; empty for none.
  void box(const PlotArea& box, std::string_view css_class, std::string_view tooltip = {});
  void dot(Point centre, double radius, std::string_view css_class, std::string_view tooltip = {});
  void text(Point at, std::string_view content, std::string_view css_class);

  /// The horizontal lines of a grid and the numbers at their left.
  void grid_across(const PlotArea& area, const Scale& y, int about);
  /// A mark below the area with its text.
  void tick_below(const PlotArea& area, double x, std::string_view content);

  /// The picture; the canvas is empty afterwards.
  std::string take();

 private:
  std::string content_;
};

}  // namespace forlopp::scenario

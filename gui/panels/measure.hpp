#pragma once

#include <QFontMetrics>

namespace forlopp::console {

/// Lengths in what panels paint themselves. They are written as the pixels that they take beside
/// the usual font, and grow with the font that there is.
class Measure {
 public:
  explicit Measure(const QFontMetrics& font) : factor_{font.height() / usual_height} {}

  int operator()(int length) const { return qRound(length * factor_); }
  double operator()(double length) const { return length * factor_; }

 private:
  static constexpr double usual_height =
      14.0;  // Pixels of the font beside which they were written.

  double factor_;
};

}  // namespace forlopp::console

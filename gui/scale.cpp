#include "gui/scale.hpp"

#include <QApplication>
#include <QFont>
#include <QFontDatabase>
#include <QFontInfo>
#include <QSettings>
#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace forlopp::console {
namespace {

constexpr const char* size_key = "view/size";
constexpr int usual_size = 100;
constexpr std::array sizes{80, 90, usual_size, 110, 125, 150, 175, 200};

int kept_size() {
  const int kept = QSettings{}.value(QLatin1String{size_key}, usual_size).toInt();
  return std::ranges::find(sizes, kept) == sizes.end() ? usual_size : kept;
}

}  // namespace

Scale::Scale(QObject* parent) : QObject{parent}, percent_{kept_size()} {
  apply();
}

std::span<const int> Scale::steps() {
  return sizes;
}

int Scale::usual() const {
  return usual_size;
}

int Scale::beside(int steps_away) const {
  const auto here = std::ranges::find(sizes, percent_) - sizes.begin();
  const auto there = std::clamp<std::ptrdiff_t>(here + steps_away, 0, std::ssize(sizes) - 1);
  return sizes[static_cast<std::size_t>(there)];
}

void Scale::set(int percent) {
  if (percent == percent_) return;
  percent_ = percent;
  QSettings{}.setValue(QLatin1String{size_key}, percent_);
  apply();
  emit changed();
}

void Scale::apply() const {
  QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
  // It may be given in pixels, and is in points from then on.
  font.setPointSizeF(QFontInfo{font}.pointSizeF() * percent_ / usual_size);
  if (font != QApplication::font()) QApplication::setFont(font);
}

}  // namespace forlopp::console

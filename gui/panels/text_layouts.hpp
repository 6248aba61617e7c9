#pragma once

#include <QCache>
#include <QFont>
#include <QStaticText>
#include <utility>

class QPainter;
class QRect;

namespace forlopp::console {

/// Texts as they are laid out, for those that are painted again and again: to lay one out takes
/// several times as long as to paint it. Of one device and with one font at a time.
class TextLayouts {
 public:
  /// In the middle of its height, cut off with an ellipsis where it is too long.
  void draw(QPainter& painter, const QRect& cell, Qt::Alignment side, const QString& text);
  /// What of the cell it takes.
  int width(const QPainter& painter, const QRect& cell, const QString& text);

 private:
  const QStaticText& laid_out(const QPainter& painter, int width, const QString& text);

  static constexpr int kept = 4'000;

  QFont font_{};
  QCache<std::pair<QString, int>, QStaticText> texts_{kept};  // By text and width.
};

}  // namespace forlopp::console

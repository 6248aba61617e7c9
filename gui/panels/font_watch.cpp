#include "gui/panels/font_watch.hpp"

#include <QEvent>
#include <QFontDatabase>
#include <QWidget>
#include <utility>

namespace forlopp::console {
namespace {

constexpr double large = 11.0 / 9.0;  // To the font around it.

class FontWatch : public QObject {
 public:
  FontWatch(QWidget& watched, QWidget& owner, std::function<void()> work)
      : QObject{&owner}, work_{std::move(work)} {
    watched.installEventFilter(this);
  }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::FontChange) work_();
    return QObject::eventFilter(watched, event);
  }

 private:
  std::function<void()> work_;
};

QFont fixed(double size) {
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  font.setPointSizeF(size);
  return font;
}

}  // namespace

void when_font_changes(QWidget& widget, std::function<void()> work) {
  new FontWatch{widget, widget, std::move(work)};
}

void derive_font(QWidget& widget, std::function<QFont(const QFont& around)> own) {
  QWidget& around = *widget.parentWidget();
  widget.setFont(own(around.font()));
  new FontWatch{around, widget,
                [&widget, &around, own = std::move(own)] { widget.setFont(own(around.font())); }};
}

QFont same_font(const QFont& around) {
  QFont font = around;
  font.setPointSizeF(around.pointSizeF());  // Its own from now on, where it was only inherited.
  return font;
}

QFont bold_font(const QFont& around) {
  QFont font = same_font(around);
  font.setBold(true);
  return font;
}

QFont title_font(const QFont& around) {
  QFont font = bold_font(around);
  font.setPointSizeF(around.pointSizeF() * large);
  return font;
}

QFont fixed_font(const QFont& around) {
  return fixed(around.pointSizeF());
}

QFont large_fixed_font(const QFont& around) {
  return fixed(around.pointSizeF() * large);
}

}  // namespace forlopp::console

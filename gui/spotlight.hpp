#pragma once

#include <QPointer>
#include <QWidget>

namespace forlopp::console {

/// A frame around another widget of the same window: look here. It is in nobody's way: keys and
/// clicks go through it.
class Spotlight : public QWidget {
  Q_OBJECT

 public:
  explicit Spotlight(QWidget* window);

  /// Null: nowhere.
  void shine_on(QWidget* target);
  QWidget* target() const { return target_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void follow();
  QPointer<QWidget> target_{};
};

}  // namespace forlopp::console

#pragma once

#include <QWidget>

#include "gui/client/messages.hpp"
#include "gui/palette.hpp"

class QLabel;

namespace forlopp::console {

/// A dry run's answer as lines that people read: whom it would hit, the calls that hang on it, the
/// supervisors who would have to put it right and what is left of their budgets. As HTML.
QString forecast_text(const Reply& reply, Theme theme);

/// What a fault would do, and how it would stand in a scenario file.
class FaultForecast : public QWidget {
  Q_OBJECT

 public:
  explicit FaultForecast(QWidget* parent = nullptr);

  void show_reply(const Reply& reply);
  void show_nothing();
  void show_yaml(const QString& yaml);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void renew();

  QLabel* text_;
  QLabel* yaml_;
  Reply reply_{};
  bool asked_ = false;
};

}  // namespace forlopp::console

#pragma once

#include <QDialog>

#include "gui/commands.hpp"

class QLabel;
class QLineEdit;
class QListWidget;

namespace forlopp::console {

/// Finds an action by its text or its id, and does it. Not modal: nothing ever stands in the way of
/// HALT.
class CommandPalette : public QDialog {
  Q_OBJECT

 public:
  explicit CommandPalette(const Commands& commands, QWidget* parent = nullptr);
  void open_anew();
  QLineEdit& search() { return *search_; }
  QListWidget& found() { return *found_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void look();
  void act();

  const Commands& commands_;
  QLineEdit* search_;
  QListWidget* found_;
  QLabel* why_not_;
};

}  // namespace forlopp::console

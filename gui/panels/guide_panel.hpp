#pragma once

#include <QPointer>
#include <QWidget>
#include <vector>

#include "gui/desk.hpp"
#include "gui/guide.hpp"

class QLabel;
class QPushButton;
class QRadioButton;
class QScrollArea;

namespace forlopp::console {

class Spotlight;

/// The guided start: what to look at, what to do, what to expect, and what has come of it. It never
/// stands in the way of anything else.
class GuidePanel : public QWidget {
  Q_OBJECT

 public:
  explicit GuidePanel(const Desk& desk, QWidget* parent = nullptr);

  Guide& guide() { return guide_; }
  /// Not now; it can be gone on with.
  void leave();

 signals:
  /// It is not wanted any more, or not now.
  void left();

 protected:
  void hideEvent(QHideEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void place();
  void show_stage();
  void show_offer();
  void show_step();
  void show_choices(const GuideStep& step);
  void shine(const char* panel);
  void reveal(const GuideStep& step);
  void act();
  void see(int first, int last);
  void note_run();

  Desk desk_;
  QString run_;
  qint64 since_ = -1;        ///< Events up to this one have been before.
  bool is_new_run_ = false;  ///< How far it is has not been told yet.
  Guide guide_{};
  QPointer<Spotlight> spotlight_{};  ///< The window's child.
  const GuideStep* revealed_ = nullptr;
  QLabel* title_;
  QLabel* happened_;
  QLabel* text_;
  QLabel* reply_;
  QScrollArea* scroll_;
  std::vector<QRadioButton*> choices_{};
  QPushButton* act_;
  QPushButton* back_;
  QPushButton* next_;
  QPushButton* leave_;
};

}  // namespace forlopp::console

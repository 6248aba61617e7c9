#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QLabel;
class QSlider;

namespace forlopp::console {

/// Where in a recording the console is, and the way to elsewhere in it. To be seen only where there
/// is a recording.
class PlaybackBar : public QWidget {
  Q_OBJECT

 public:
  explicit PlaybackBar(const Desk& desk, QWidget* parent = nullptr);

 private:
  void show_place();
  void go_to(int tick);

  Desk desk_;
  QLabel* title_;
  QSlider* slider_;
  QLabel* place_;
  int wanted_ = 0;  ///< Of the slider.
  bool is_asking_ = false;
};

}  // namespace forlopp::console

#pragma once

#include <QObject>
#include <vector>

#include "gui/client/messages.hpp"
#include "gui/guide_steps.hpp"

namespace forlopp::console {

/// Where somebody is in the guided start. Kept from one time to the next, so that one can leave and
/// come back.
class Guide : public QObject {
  Q_OBJECT

 public:
  enum class Stage : quint8 { offered, running, finished };

  explicit Guide(QObject* parent = nullptr);

  Stage stage() const { return stage_; }
  /// How many steps are behind.
  int number() const { return number_; }
  /// Null when it is not running.
  const GuideStep* step() const;
  /// What was chosen in this step; -1: nothing yet.
  int chosen() const { return chosen_; }
  /// What the step before has shown; null: nothing.
  const char* happened() const { return happened_; }
  /// Whether the step's button may be pressed: who is asked must answer first.
  bool may_act() const;
  /// Nobody has seen it yet, or said that it is not wanted.
  static bool is_news();

  /// Goes on where it was left; from the beginning if it is finished.
  void start();
  void start_over();
  /// Not now; `start` goes on from here.
  void leave();
  void next();
  void back();
  void choose(int choice);
  /// Something has happened in the exchange.
  void see(const Event& event);

 signals:
  void changed();

 private:
  void go_to(int number);

  Stage stage_ = Stage::offered;
  int number_ = 0;
  int chosen_ = -1;
  const char* happened_ = nullptr;
};

}  // namespace forlopp::console

#pragma once

#include <QObject>

#include "gui/client/client.hpp"
#include "gui/commands.hpp"

class QLabel;
class QWidget;

namespace forlopp::console {

/// The commands that make recordings and open them, and what is said of the one that is being made.
class Recordings : public QObject {
  Q_OBJECT

 public:
  /// All outlive it; files are asked for above `window`.
  Recordings(QWidget& window, Client& client, Picture& picture, Commands& commands);

  /// For the status line: empty while nothing is recorded.
  QLabel* label() const { return label_; }
  /// Where `run.leave_recording` leads.
  void remember(const Address& address);

 private:
  void permit();
  void choose_to_open();
  void choose_to_record();
  void show(const RecorderState& state);

  QWidget& window_;
  Client& client_;
  Picture& picture_;
  Commands& commands_;
  QAction* record_ = nullptr;
  QAction* leave_ = nullptr;
  QLabel* label_;
  std::optional<Address> address_{};
};

}  // namespace forlopp::console

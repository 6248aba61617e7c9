#pragma once

#include <QString>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "gui/client/store.hpp"

namespace forlopp::bench {

/// Sends what there is as an exchange does: every view and the events no more often than somebody
/// has asked for them, and what comes seldom spread over the frames.
class PacedFeed {
 public:
  void subscribe(const QString& view, double hz);
  void follow(double hz);
  /// Of what is new and of what has waited, that whose turn it is in this frame.
  console::Update next(console::Update news);

 private:
  struct Turn {
    unsigned period = 1;  ///< In frames.
    unsigned due = 0;
    bool comes() { return due == 0 || --due == 0; }
  };
  struct Waiting {
    Turn turn{};
    std::optional<console::ViewChange> change{};
  };

  void wait_again(Turn& turn);

  std::map<QString, Waiting> views_{};
  Turn events_{};
  std::vector<std::variant<console::Event, console::Lost>> happened_{};
  unsigned seldom_ = 0;
};

}  // namespace forlopp::bench

#pragma once

namespace forlopp::console {

/// A panel that wants one thing now and another later: it asks for it itself, as long as it can be
/// seen.
class SeenPanel {
 public:
  virtual ~SeenPanel() = default;
  virtual void be_seen(bool seen) = 0;
};

}  // namespace forlopp::console

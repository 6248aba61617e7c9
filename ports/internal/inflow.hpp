#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ports/tcp.hpp"

namespace forlopp::ports {

/// Cuts what has come in into what the owner gets.
class Inflow {
 public:
  Inflow(Framing framing, std::size_t line_max) : framing_{framing}, line_max_{line_max} {}

  void add(std::string data);
  /// Nothing more will come: what is left counts as a whole.
  void end() { ended_ = true; }
  bool is_empty() const { return taken_ == data_.size(); }
  /// The line that is coming in is longer than allowed.
  bool is_too_long() const;
  std::optional<std::string> next();

 private:
  std::string take(std::size_t size);

  Framing framing_;
  std::size_t line_max_;
  std::string data_{};
  std::size_t taken_ = 0;  ///< So much at the front was taken already.
  bool ended_ = false;
};

}  // namespace forlopp::ports

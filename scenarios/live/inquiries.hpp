#pragma once

#include <optional>

#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/books.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Answers what clients want to know of single processes. Looks only.
class Inquiries {
 public:
  /// Both outlive it.
  Inquiries(const scenario::RunInside& inside, const Books& books)
      : inside_{inside}, books_{books} {}

  /// `inspect`; none if it is not that.
  std::optional<management::Answer> answer(const management::Request& request) const;

 private:
  /// A process, living or crashed, by its pid or name.
  management::Answer inspect(const management::Request& request) const;

  const scenario::RunInside& inside_;
  const Books& books_;
};

}  // namespace forlopp::live

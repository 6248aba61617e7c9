#pragma once

#include <optional>

#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/books.hpp"
#include "scenarios/live/survey.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Answers what clients want to know of single processes. Looks only.
class Inquiries {
 public:
  /// All outlive it.
  Inquiries(const scenario::RunInside& inside, const Books& books, const Survey& survey)
      : inside_{inside}, books_{books}, survey_{survey} {}

  /// `inspect`; none if it is not that.
  std::optional<management::Answer> answer(const management::Request& request) const;

 private:
  /// A process, living or crashed, by its pid or name; or one of the topic `field` by its place.
  management::Answer inspect(const management::Request& request) const;
  management::Answer inspect_place(const std::string& supervisor, std::int64_t place) const;

  const scenario::RunInside& inside_;
  const Books& books_;
  const Survey& survey_;  ///< As it was when last published.
};

}  // namespace forlopp::live

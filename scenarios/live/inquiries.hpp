#pragma once

#include <optional>

#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/books.hpp"
#include "scenarios/live/survey.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Answers what clients want to know of single processes and calls. Looks only.
class Inquiries {
 public:
  /// All outlive it.
  Inquiries(const scenario::RunInside& inside, const Books& books, const Survey& survey)
      : inside_{inside}, books_{books}, survey_{survey} {}

  /// `inspect` and `ladder`; none if it is neither.
  std::optional<management::Answer> answer(const management::Request& request) const;

 private:
  /// A process, living or crashed, by its pid or name; or one of the topic `field` by its place.
  management::Answer inspect(const management::Request& request) const;
  management::Answer inspect_place(const std::string& supervisor, std::int64_t place) const;
  /// What the half-calls of a call, or one process, have handled, by their black boxes.
  management::Answer ladder(const management::Request& request) const;
  /// By name; nobody if nobody living has it.
  runtime::Pid living(const std::string& process) const;

  const scenario::RunInside& inside_;
  const Books& books_;
  const Survey& survey_;  ///< As it was when last published.
};

/// Reads `<0.17.1>`.
std::optional<runtime::Pid> read_pid(std::string_view text);

}  // namespace forlopp::live

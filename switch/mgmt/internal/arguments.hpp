#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::management {

/// An argument of a request, or why it is none.
template <class T>
using Argument = std::variant<T, Refused>;

/// `topic` and `scope`.
Argument<View> view_in(const Document& request);
/// `classes`; every one if there are none.
Argument<EventClasses> classes_in(const Document& request);
/// A number, whole or not, from `least` to `most`; `usual` if it is not there.
struct Range {
  double least;
  double most;
  double usual;
};
Argument<double> number_in(const Document& request, std::string_view key, Range range);

}  // namespace forlopp::management

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace forlopp::scenario {

/// `; did you mean 'traffic'?` when one of the known words is close to the one written; otherwise
/// empty.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

/// `a, b or c`.
std::string listed(std::span<const std::string_view> words);

}  // namespace forlopp::scenario

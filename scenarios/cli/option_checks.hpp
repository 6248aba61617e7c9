#pragma once

#include <string>

namespace forlopp::cli {

/// What is wrong with the value of an option, as a sentence; empty if nothing is.
std::string refusal_of_seed(const std::string& text);
std::string refusal_of_seeds(const std::string& text);
std::string refusal_of_pace(const std::string& text);

}  // namespace forlopp::cli

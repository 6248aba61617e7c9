#pragma once

#include <string>

#include "switch/mgmt/document.hpp"

namespace forlopp::cli {

/// Documents of the management protocol as a person reads them on a terminal.

/// A scalar as it is, a list with commas, a map as `key=value`; bytes as their number.
std::string text(const management::Document& document);
/// `00:00:12.345  #4711  crash        pid=<0.7.1> label=card 1/2 ...`: of `[number, vtime, class,
/// fields]`.
std::string event_line(const management::Array& event);
/// The rows of a topic below the names of its columns, as wide as they must be.
std::string table_text(const management::Array& columns, const management::Array& rows);
/// The answer to a request: a line for each member, and when it was true or took effect.
std::string answer_text(const management::Document& answer);
/// The answer to `ladder`: as the exchange draws it, and where it was traced, the steps with their
/// causes.
std::string ladder_text(const management::Document& answer);
/// What runs, and the faults that there are.
std::string hello_text(const management::Document& hello);

}  // namespace forlopp::cli

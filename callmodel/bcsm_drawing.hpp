#pragma once

#include <string>

#include "callmodel/bcsm.hpp"

namespace forlopp::callmodel {

/// The table as aligned text: from, event, detection point with its number, to.
std::string as_text(const Bcsm& bcsm);

/// The table as a Graphviz digraph called `title`.
std::string as_graphviz(const Bcsm& bcsm, std::string_view title);

}  // namespace forlopp::callmodel

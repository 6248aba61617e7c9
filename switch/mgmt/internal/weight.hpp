#pragma once

#include <cstddef>

#include "switch/mgmt/document.hpp"

namespace forlopp::management {

/// About how many bytes a document is on the wire; cheaper than writing it.
std::size_t weight(const Document& document);
std::size_t weight(const Array& items);
std::size_t weight(const Map& members);

/// About how many bytes it takes in memory.
std::size_t memory_of(const Map& members);

}  // namespace forlopp::management

#pragma once

#include <cstddef>
#include <string>

#include "switch/mgmt/document.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// How much of a document is read before it is refused. The defaults are for what a client sends.
struct ReadingLimits {
  std::size_t bytes = request_bytes_max;
  std::size_t depth = depth_max;  ///< Of arrays and maps in each other.
};

/// What came of reading a document.
struct Reading {
  Document document{};
  std::string error{};  ///< A sentence: what is wrong, at which byte (from 0); empty: nothing.
};

}  // namespace forlopp::management

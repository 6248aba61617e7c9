#pragma once

#include "runtime/message.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What is in a message: a map of its fields; a text, if that is how its type tells it; null if its
/// type is none of those that are known here.
management::Document body_of(const runtime::Message& message);

}  // namespace forlopp::live

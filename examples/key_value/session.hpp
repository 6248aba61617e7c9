#pragma once

#include "runtime/script.hpp"

namespace key_value {

/// To a session: this connection is yours now.
struct Serve {
  forlopp::runtime::Pid port;
};

/// One client. Reads a line, answers it, until the client has said all.
///
///     put KEY VALUE      stored
///     get KEY            the value, or `none`
///     ratio KEY KEY      what one number is divided by the other
forlopp::runtime::Task<> session(forlopp::runtime::Context self);

}  // namespace key_value

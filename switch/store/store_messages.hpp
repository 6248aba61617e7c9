#pragma once

namespace forlopp::exchange {

/// To the store: calls that have ended wait in the journal.
struct WriteSoon {};

}  // namespace forlopp::exchange

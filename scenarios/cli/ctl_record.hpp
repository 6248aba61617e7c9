#pragma once

#include <string>

#include "switch/mgmt/client.hpp"

namespace forlopp::cli {

/// Writes what an exchange says of everything into a new file (docs/recordings.md), until Ctrl-C or
/// until it ends. An exit code: `interrupted` after Ctrl-C, `held` where the exchange has ended in
/// order, `refused` where the connection broke or there is nothing; why is printed.
int record(management::Client& client, const std::string& path);

}  // namespace forlopp::cli

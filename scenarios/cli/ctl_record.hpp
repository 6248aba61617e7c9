#pragma once

#include <string>

#include "switch/mgmt/client.hpp"

namespace forlopp::cli {

/// Writes what an exchange says of everything into a new file (docs/recordings.md), until Ctrl-C or
/// until it says nothing more. An exit code; why is printed.
int record(management::Client& client, const std::string& path);

}  // namespace forlopp::cli

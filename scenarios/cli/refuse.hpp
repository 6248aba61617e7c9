#pragma once

#include <string>

namespace forlopp::cli {

/// Says on standard error why something is not done. The exit code `refused`.
int refuse(const std::string& why);

}  // namespace forlopp::cli

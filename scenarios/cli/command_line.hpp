#pragma once

namespace forlopp::cli {

/// Does what the command line of the program `forlopp` says, or says what is wrong with it. The
/// program's exit code.
int obey(int argc, char** argv);

}  // namespace forlopp::cli

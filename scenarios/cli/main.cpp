#include <cstdio>
#include <exception>

#include "scenarios/cli/command_line.hpp"
#include "scenarios/cli/commands.hpp"

int main(int argc, char** argv) try {
  return forlopp::cli::obey(argc, argv);
} catch (const std::exception& error) {
  std::fprintf(stderr, "forlopp: %s\n", error.what());
  return forlopp::cli::refused;
}

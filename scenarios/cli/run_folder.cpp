#include "scenarios/cli/run_folder.hpp"

#include <system_error>

#include <fmt/format.h>

namespace forlopp::cli {

namespace fs = std::filesystem;

runtime::Result<fs::path, std::string> make_run_folder(const fs::path& parent,
                                                       std::string_view scenario,
                                                       std::uint64_t seed) {
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) {
    return runtime::err(
        fmt::format("cannot make the folder {}: {}", parent.string(), error.message()));
  }
  constexpr int tries = 100'000;
  for (int number = 1; number <= tries; ++number) {
    const std::string suffix = number == 1 ? "" : fmt::format("-{}", number);
    const fs::path folder = parent / fmt::format("{}-seed-{}{}", scenario, seed, suffix);
    if (fs::create_directory(folder, error)) return folder;  // Atomic: false if it exists.
    if (error) {
      return runtime::err(
          fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
    }
  }
  return runtime::err(fmt::format("there are {} runs of {} with seed {} in {} already", tries,
                                  scenario, seed, parent.string()));
}

}  // namespace forlopp::cli

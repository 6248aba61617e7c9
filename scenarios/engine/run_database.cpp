#include "scenarios/engine/run_database.hpp"

#include <system_error>

#include <fmt/format.h>

namespace forlopp::scenario {

runtime::Result<void, std::string> remove_database(const std::filesystem::path& database) {
  if (database.empty()) return {};
  for (const char* beside : {"-journal", "-shm", "-wal", ""}) {
    std::filesystem::path path = database;
    path += beside;
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) {
      return runtime::err(fmt::format("cannot remove {}: {}", path.string(), error.message()));
    }
  }
  return {};
}

}  // namespace forlopp::scenario

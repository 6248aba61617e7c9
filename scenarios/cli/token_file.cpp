#include "scenarios/cli/token_file.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace forlopp::cli {
namespace {

namespace fs = std::filesystem;

/// XDG Base Directory Specification 0.8: what lives as long as the user is logged in.
fs::path folder() {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && *runtime == '/') return fs::path{runtime} / "forlopp";
  return fs::temp_directory_path() / fmt::format("forlopp-{}", ::getuid());
}

fs::path file_of(std::uint16_t port) {
  return folder() / fmt::format("{}.token", port);
}

bool make_private_folder() {
  std::error_code error;
  fs::create_directories(folder(), error);
  if (error) return false;
  fs::permissions(folder(), fs::perms::owner_all, error);
  return !error;  // Somebody else's, if it cannot be changed.
}

bool write_private(const fs::path& path, const std::string& content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                          S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool written =
      ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  return ::close(file) == 0 && written;
}

}  // namespace

TokenFile::TokenFile(std::uint16_t port, const std::string& token) {
  if (make_private_folder() && write_private(file_of(port), token + '\n')) path_ = file_of(port);
}

TokenFile::~TokenFile() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove(path_, ignored);
}

std::optional<std::string> token_of_port(std::uint16_t port) {
  std::ifstream file{file_of(port)};
  std::string token;
  if (!std::getline(file, token) || token.empty()) return std::nullopt;
  return token;
}

}  // namespace forlopp::cli

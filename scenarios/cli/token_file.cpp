#include "scenarios/cli/token_file.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

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

/// The addresses of a machine for itself, and those that stand for all of its addresses.
constexpr std::array<std::string_view, 3> here{"localhost", "127.0.0.1", "::1"};
constexpr std::array<std::string_view, 2> everywhere{"0.0.0.0", "::"};

fs::path file_of(std::string_view address, std::uint16_t port) {
  const std::string_view plain = address == "localhost" ? "127.0.0.1" : address;
  return folder() / fmt::format("{}-{}.token", plain, port);
}

std::optional<std::string> line_in(const fs::path& path) {
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.empty()) return std::nullopt;
  return line;
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

TokenFile::TokenFile(const std::string& address, std::uint16_t port, const std::string& token) {
  fs::path path = file_of(address, port);
  if (make_private_folder() && write_private(path, token + '\n')) path_ = std::move(path);
}

TokenFile::~TokenFile() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove(path_, ignored);
}

std::optional<std::string> token_kept_for(const std::string& address, std::uint16_t port) {
  if (auto token = line_in(file_of(address, port))) return token;
  if (std::ranges::find(here, address) == here.end()) return std::nullopt;
  for (const std::string_view each : everywhere) {
    if (auto token = line_in(file_of(each, port))) return token;
  }
  return std::nullopt;
}

}  // namespace forlopp::cli

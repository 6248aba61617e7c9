#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace forlopp::cli {

/// The token of the exchange that listens at an address and a port of this machine, kept where only
/// this user can read it, so that `forlopp ctl` and a console of the same user need not be told.
/// Gone with the object.
class TokenFile {
 public:
  TokenFile(const std::string& address, std::uint16_t port, const std::string& token);
  ~TokenFile();
  TokenFile(const TokenFile&) = delete;
  TokenFile& operator=(const TokenFile&) = delete;

  /// Empty if it could not be written; then the token has to be told.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_{};
};

/// What the file of an exchange says which can be reached there, and may be that of one that was
/// killed; nothing if there is none. Who listens everywhere is reached at this machine's own
/// address.
std::optional<std::string> token_kept_for(const std::string& address, std::uint16_t port);

}  // namespace forlopp::cli

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace forlopp::cli {

/// The token of the exchange that listens on a port of this machine, kept where only this user can
/// read it, so that `forlopp ctl` and a console of the same user need not be told. Gone with the
/// object.
class TokenFile {
 public:
  TokenFile(std::uint16_t port, const std::string& token);
  ~TokenFile();
  TokenFile(const TokenFile&) = delete;
  TokenFile& operator=(const TokenFile&) = delete;

  /// Empty if it could not be written; then the token has to be told.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_{};
};

/// What such a file says; nothing if there is none.
std::optional<std::string> token_of_port(std::uint16_t port);

}  // namespace forlopp::cli

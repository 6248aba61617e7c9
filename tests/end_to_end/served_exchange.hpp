#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/child_program.hpp"

namespace forlopp::test {

/// `forlopp serve` as a program of its own, with the small town (small_town.yaml) unless told
/// otherwise. It has a folder of its own, where it leaves its token and its reports.
class ServedExchange {
 public:
  struct Options {
    std::string command = "serve";    ///< Or `run`, with `--serve` among the rest.
    std::string scenario{};           ///< A file; empty: the small town.
    std::uint16_t port = 0;           ///< 0: any free one.
    std::vector<std::string> more{};  ///< As `--paused`.
  };

  /// Returns when it can be connected to.
  explicit ServedExchange(const Options& options);
  ServedExchange() : ServedExchange(Options{}) {}

  std::uint16_t port() const { return port_; }
  /// What makes somebody an operator.
  const std::string& token() const { return token_; }
  /// For programs that are to find the token themselves.
  const ChildProgram::Environment& environment() const { return environment_; }
  const std::string& folder() const { return folder_.path(); }
  ChildProgram& program() { return program_; }
  /// As when the machine loses its power.
  void kill();

 private:
  std::vector<std::string> words(const Options& options) const;

  OwnFolder folder_{};
  ChildProgram::Environment environment_;
  ChildProgram program_;
  std::uint16_t port_ = 0;
  std::string token_{};
};

/// Where the program `forlopp` is.
std::string forlopp_program();
/// A file of the project's.
std::string source_file(const std::string& path);

}  // namespace forlopp::test

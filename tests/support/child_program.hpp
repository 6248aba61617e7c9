#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace forlopp::test {

/// A program that a test starts. What it says can be waited for; at the end it is killed if it
/// still runs. It also ends when the test does, however that happens.
class ChildProgram {
 public:
  using Environment = std::vector<std::pair<std::string, std::string>>;

  /// `words[0]` is its path, or its name if it is where the shell looks. `added` comes on top of
  /// the test's own environment.
  explicit ChildProgram(const std::vector<std::string>& words, const Environment& added = {});
  ~ChildProgram();
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  /// Waits until it has said a whole line with this in it; none: it ended before, or did not say so
  /// for a very long time.
  std::optional<std::string> line_with(std::string_view part);
  /// Waits for its end: its exit status, or -N if signal N ended it. It is killed if it does not
  /// end for a very long time.
  int end();
  void signal(int number) const;
  pid_t pid() const { return pid_; }

  /// What it has said so far on its standard output and error; all of it after `end`.
  const std::string& output() const { return said_[0]; }
  const std::string& error() const { return said_[1]; }

 private:
  bool hear(std::chrono::steady_clock::time_point until);
  std::optional<std::string> find_line(std::string_view part) const;

  pid_t pid_ = -1;
  std::array<int, 2> ears_{-1, -1};  // -1: it has closed that one.
  std::array<std::string, 2> said_{};
  std::optional<int> status_{};
};

/// Where the folder of a test's own is made, and removed with everything in it.
class OwnFolder {
 public:
  OwnFolder();
  ~OwnFolder();
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace forlopp::test

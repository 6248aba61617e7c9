#include "tests/support/child_program.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/check.hpp"

namespace forlopp::test {
namespace {

using Clock = std::chrono::steady_clock;

/// A limit for what hangs, not a measure: machines are slow when they have much to do.
constexpr std::chrono::seconds patience{120};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(const ChildProgram::Environment& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view known{*entry};
    const bool replaced = std::ranges::any_of(
        added, [&](const auto& pair) { return known.starts_with(pair.first + '='); });
    if (!replaced) all.emplace_back(known);
  }
  for (const auto& [key, value] : added) all.push_back(key + '=' + value);
  return all;
}

using Pipe = std::array<int, 2>;

Pipe make_pipe() {
  Pipe ends{};
  runtime::check(::pipe2(ends.data(), O_CLOEXEC) == 0, "there is no pipe left");
  return ends;
}

}  // namespace

// Between fork and exec only what is safe there: another thread may hold any lock.
ChildProgram::ChildProgram(const std::vector<std::string>& words, const Environment& added) {
  std::vector<std::string> arguments = words;
  std::vector<std::string> environment = environment_with(added);
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  const std::array<Pipe, 2> pipes{make_pipe(), make_pipe()};
  pid_ = ::fork();
  runtime::check(pid_ >= 0, "no process can be started");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(pipes[0][1], STDOUT_FILENO);
    ::dup2(pipes[1][1], STDERR_FILENO);
    ::execvpe(argument_pointers.front(), argument_pointers.data(), environment_pointers.data());
    ::_exit(127);
  }
  for (std::size_t i = 0; i < pipes.size(); ++i) {
    ::close(pipes[i][1]);
    ears_[i] = pipes[i][0];
  }
}

ChildProgram::~ChildProgram() {
  if (!status_) {
    signal(SIGKILL);
    end();
  }
  for (const int ear : ears_)
    if (ear >= 0) ::close(ear);
}

void ChildProgram::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

/// Waits for something to be said and keeps it; false: nothing will be, or not in time.
bool ChildProgram::hear(Clock::time_point until) {
  std::array<pollfd, 2> open{{{ears_[0], POLLIN, 0}, {ears_[1], POLLIN, 0}}};
  if (ears_[0] < 0 && ears_[1] < 0) return false;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
  if (left.count() <= 0) return false;
  if (::poll(open.data(), open.size(), static_cast<int>(left.count())) <= 0) return false;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (open[i].revents == 0) continue;
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(ears_[i], bytes.data(), bytes.size());
    if (count > 0) {
      said_[i].append(bytes.data(), static_cast<std::size_t>(count));
    } else {
      ::close(ears_[i]);
      ears_[i] = -1;
    }
  }
  return true;
}

std::optional<std::string> ChildProgram::find_line(std::string_view part) const {
  for (const std::string& said : said_) {
    const std::size_t at = said.find(part);
    if (at == std::string::npos) continue;
    const std::size_t before = at == 0 ? std::string::npos : said.rfind('\n', at - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = said.find('\n', at);
    if (end != std::string::npos) return said.substr(begin, end - begin);
  }
  return std::nullopt;
}

std::optional<std::string> ChildProgram::line_with(std::string_view part) {
  const auto until = Clock::now() + patience;
  while (true) {
    if (auto line = find_line(part)) return line;
    if (!hear(until)) return find_line(part);
  }
}

int ChildProgram::end() {
  if (status_) return *status_;
  const auto until = Clock::now() + patience;
  while (hear(until)) {
  }
  if (Clock::now() >= until) signal(SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return *status_;
}

OwnFolder::OwnFolder() : path_{std::filesystem::temp_directory_path() / "forlopp-XXXXXX"} {
  runtime::check(::mkdtemp(path_.data()) != nullptr, "no folder can be made");
}

OwnFolder::~OwnFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace forlopp::test

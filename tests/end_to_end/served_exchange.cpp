#include "tests/end_to_end/served_exchange.hpp"

#include <charconv>
#include <csignal>
#include <fstream>
#include <optional>

#include "runtime/check.hpp"

namespace forlopp::test {
namespace {

std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin + before.size());
  return text.substr(0, after.empty() ? text.size() : text.find(after));
}

}  // namespace

std::string forlopp_program() {
  return FORLOPP_PROGRAM;
}

std::string source_file(const std::string& path) {
  return FORLOPP_SOURCE_DIR "/" + path;
}

ServedExchange::ServedExchange(const Options& options)
    : environment_{{"XDG_RUNTIME_DIR", folder_.path()}}, program_{words(options), environment_} {
  const std::optional<std::string> said = program_.line_with("Token: ");
  runtime::check(said.has_value(), program_.error());
  const std::string_view port = between(*said, "ws://127.0.0.1:", "/manage");
  std::from_chars(port.data(), port.data() + port.size(), port_);
  std::ifstream file{std::string{between(*said, "Token: ", {})}};
  std::getline(file, token_);
  runtime::check(port_ != 0 && !token_.empty(), *said);
}

std::vector<std::string> ServedExchange::words(const Options& options) const {
  const std::string scenario =
      options.scenario.empty() ? source_file("tests/end_to_end/small_town.yaml") : options.scenario;
  std::vector<std::string> words{
      forlopp_program(), options.command,         scenario, "--port", std::to_string(options.port),
      "--out",           folder_.path() + "/runs"};
  words.insert(words.end(), options.more.begin(), options.more.end());
  return words;
}

void ServedExchange::kill() {
  program_.signal(SIGKILL);
  program_.end();
}

}  // namespace forlopp::test

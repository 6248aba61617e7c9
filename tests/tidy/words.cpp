#include "tests/tidy/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace forlopp::tidy {
namespace {

/// Where a ban holds.
enum class Where {
  everywhere,     // All C++.
  told_the_time,  // Product code that has no clock but its context's.
  not_runtime,    // Everything but the runtime, whose business it is.
  decisions,      // Code whose outcome a seed must fix: no reports, no tests.
  tests,
  comments_too,  // All C++, also in comments; not these rules.
};

struct Ban {
  std::string_view text;
  Where where;
  std::string_view instead;
};

constexpr std::array bans{
    Ban{"std::rand", Where::everywhere, "runtime/random.hpp"},
    Ban{"srand(", Where::everywhere, "runtime/random.hpp"},
    Ban{"std::random_device", Where::everywhere, "a seed and runtime/random.hpp"},
    Ban{"std::mt19937", Where::everywhere, "runtime/random.hpp"},
    Ban{"std::default_random_engine", Where::everywhere, "runtime/random.hpp"},
    Ban{"_distribution<", Where::everywhere, "runtime/random.hpp"},
    Ban{"system_clock::now", Where::not_runtime, "the context's now()"},
    Ban{"steady_clock::now", Where::told_the_time, "the context's now()"},
    Ban{"high_resolution_clock", Where::everywhere, "steady_clock, inside the runtime"},
    Ban{"std::log(", Where::decisions, "runtime::portable_log"},
    Ban{"std::exp(", Where::decisions, "runtime::portable_exp"},
    Ban{"std::pow(", Where::decisions, "runtime::portable_exp and portable_log"},
    Ban{"sleep_for", Where::tests, "virtual time, or a message that says it is done"},
    Ban{"sleep_until", Where::tests, "virtual time, or a message that says it is done"},
    Ban{"usleep(", Where::tests, "virtual time, or a message that says it is done"},
    Ban{"<regex>", Where::everywhere, "a small scanner"},
    Ban{"<iostream>", Where::everywhere, "fmt::print, spdlog"},
    Ban{"std::cout", Where::everywhere, "fmt::print"},
    Ban{"std::cerr", Where::everywhere, "fmt::print(stderr, ...), spdlog"},
    Ban{"std::endl", Where::everywhere, "'\\n'"},
    Ban{"std::bind(", Where::everywhere, "a lambda"},
    Ban{"<bits/stdc++.h>", Where::everywhere, "the headers that are used"},
    Ban{"FIXME", Where::comments_too, "a mended fault, or TODO(when): what"},
    Ban{"// XXX", Where::comments_too, "TODO(when): what"},
    Ban{"TODO:", Where::comments_too, "TODO(when): what"},
    Ban{"/// This function", Where::comments_too, "a sentence that starts with the verb"},
};

/// Hold a run back to real time, where a viewer wants that.
constexpr std::array<std::string_view, 2> pacemakers{"scenarios/engine/run_clock.cpp",
                                                     "scenarios/live/wall_clock.cpp"};

bool applies(const SourceFile& file, Where where) {
  const bool test = is_under(file, "tests");
  switch (where) {
    case Where::everywhere: return true;
    case Where::comments_too: return !is_under(file, "tests/tidy");
    case Where::not_runtime: return !is_under(file, "runtime");
    case Where::told_the_time:
      return !test && !is_under(file, "runtime") && !is_under(file, "scenarios/cli") &&
             std::ranges::find(pacemakers, file.path) == pacemakers.end();
    case Where::decisions: return !test && !is_under(file, "scenarios");
    case Where::tests: return test;
  }
  return false;
}

bool is_word_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// True when `text` occurs and is not the tail of a longer word.
bool occurs(std::string_view line, std::string_view text) {
  for (std::size_t at = line.find(text); at != line.npos; at = line.find(text, at + 1))
    if (at == 0 || !is_word_part(text.front()) || !is_word_part(line[at - 1]) ||
        text.starts_with('_'))
      return true;
  return false;
}

// Who wraps a library that reports by throwing.
constexpr std::array<std::string_view, 3> wrappers{"scenarios/engine/yaml_document.cpp",
                                                   "scenarios/cli/main.cpp",
                                                   "scenarios/cli/command_line.cpp"};

constexpr std::array<std::string_view, 8> empty_words{"util",    "utils",   "manager", "helper",
                                                      "helpers", "handler", "base",    "impl"};

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = name.find('_');
    parts.emplace_back(name.substr(0, end));
    if (end == std::string_view::npos) return parts;
    name.remove_prefix(end + 1);
  }
}

/// Words of a test name: capitals and underscores start new ones; a row of capitals is one.
std::size_t words_in(std::string_view name) {
  const auto upper = [&](std::size_t i) {
    return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
  };
  std::size_t words = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool fresh = name[i] != '_' && (i == 0 || name[i - 1] == '_');
    const bool last_of_row = upper(i) && i + 1 < name.size() && !upper(i + 1);
    const bool capital = upper(i) && i > 0 && (!upper(i - 1) || last_of_row);
    if (fresh || capital) ++words;
  }
  return words;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// The name of the test that starts on this line; empty for any other line. A name that
/// clang-format put on the next line is found there.
std::string_view test_name(std::string_view line, std::string_view next) {
  static constexpr std::array<std::string_view, 4> macros{"TEST(", "TEST_F(", "TEST_P(",
                                                          "TYPED_TEST("};
  const bool starts =
      std::ranges::any_of(macros, [&](std::string_view macro) { return line.starts_with(macro); });
  const std::size_t comma = line.find(',');
  if (!starts || comma == line.npos) return {};
  std::string_view name = trimmed(line.substr(comma + 1));
  if (name.empty()) name = trimmed(next);
  return name.substr(0, name.find(')'));
}

}  // namespace

Findings banned_words(const SourceFile& file) {
  Findings findings;
  for (const Ban& ban : bans) {
    if (!is_cpp(file) || !applies(file, ban.where)) continue;
    const auto& lines = ban.where == Where::comments_too ? file.lines : file.code;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (occurs(lines[i], ban.text))
        findings.push_back({file.path, i + 1, fmt::format("{}: use {}", ban.text, ban.instead)});
  }
  return findings;
}

Findings stray_catches(const SourceFile& file) {
  Findings findings;
  const bool wrapper = std::ranges::find(wrappers, file.path) != wrappers.end();
  if (wrapper || is_under(file, "runtime") || is_under(file, "tests")) return findings;
  for (std::size_t i = 0; i < file.code.size(); ++i)
    if (occurs(file.code[i], "catch ("))
      findings.push_back({file.path, i + 1, "let it crash: business code does not catch"});
  return findings;
}

Findings empty_file_names(const SourceFile& file) {
  if (!is_cpp(file)) return {};
  for (const std::string& part : parts_of(stem_of(file)))
    if (std::ranges::find(empty_words, part) != empty_words.end())
      return {{file.path, 0, fmt::format("'{}' says nothing: name what it is", part)}};
  return {};
}

Findings header_manners(const SourceFile& file) {
  Findings findings;
  if (!is_header(file)) return findings;
  if (std::ranges::find(file.code, "#pragma once") == file.code.end())
    findings.push_back({file.path, 1, "#pragma once is missing"});
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    const bool literals = is_under(file, "tests") && file.code[i].ends_with("_literals;");
    if (file.code[i].starts_with("using namespace") && !literals)
      findings.push_back({file.path, i + 1, "no using namespace in a header"});
  }
  return findings;
}

Findings unspoken_test_names(const SourceFile& file) {
  Findings findings;
  if (!is_under(file, "tests") || !is_cpp(file)) return findings;
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    const std::string_view next = i + 1 < file.code.size() ? file.code[i + 1] : "";
    const std::string_view name = test_name(file.code[i], next);
    if (!name.empty() && words_in(name) < 2)
      findings.push_back({file.path, i + 1, fmt::format("'{}' is no sentence", name)});
  }
  return findings;
}

}  // namespace forlopp::tidy

// The words of the program are those of the page.
#include "switch/mgmt/protocol/words.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::management {
namespace {

using testing::ElementsAreArray;
using Words = std::vector<std::string>;
using Rows = std::vector<Words>;  // Of cells.

std::vector<std::string> section(const std::string& title) {
  std::ifstream page{FORLOPP_SOURCE_DIR "/docs/management_protocol.md"};
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) inside = line == "## " + title;
    if (inside) lines.push_back(line);
  }
  return lines;
}

/// Of the tables whose first cell, or second where the first is a number, is quoted.
Rows rows(const std::string& title) {
  Rows found;
  for (const std::string& line : section(title)) {
    if (!line.starts_with("| ")) continue;
    Words cells;
    for (std::size_t at = 1; at < line.size();) {
      std::size_t end = line.find('|', at);
      while (end != line.npos && line[end - 1] == '\\') end = line.find('|', end + 1);
      cells.push_back(line.substr(at, end - at));
      at = end == line.npos ? end : end + 1;
    }
    found.push_back(cells);
  }
  return found;
}

/// What stands between backquotes, but not what is said in parentheses.
Words in_backquotes(const std::string& text) {
  Words words;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] != '`') continue;
    const std::size_t end = text.find('`', i + 1);
    if (depth == 0) words.push_back(text.substr(i + 1, end - i - 1));
    i = end;
  }
  return words;
}

template <class Enumeration>
Words names_of(std::size_t count) {
  Words names;
  for (std::size_t i = 0; i < count; ++i) names.emplace_back(name(static_cast<Enumeration>(i)));
  EXPECT_EQ(name(static_cast<Enumeration>(count)), "");
  return names;
}

TEST(ProtocolWords, TopicsHaveTheColumnsOfThePage) {
  std::vector<std::pair<std::string, Words>> on_page, in_program;
  for (const Words& cells : rows("Topics"))
    if (cells.size() >= 3 && cells[0].starts_with(" `"))
      on_page.emplace_back(in_backquotes(cells[0]).at(0), in_backquotes(cells[2]));
  for (const Topic& topic : topics())
    in_program.emplace_back(topic.name, Words{topic.columns.begin(), topic.columns.end()});
  // `processes` says in its second cell what its scopes are; its columns are in the third.
  EXPECT_THAT(in_program, ElementsAreArray(on_page));
  EXPECT_EQ(find_topic("cards")->columns.size(), 4U);
  EXPECT_EQ(find_topic("card"), nullptr);
}

TEST(ProtocolWords, StatesHaveTheNumbersOfThePage) {
  Words on_page;
  for (const Words& cells : rows("Topics"))
    if (cells.size() >= 2 && cells[0] == " " + std::to_string(on_page.size()) + " ")
      on_page.push_back(in_backquotes(cells[1]).at(0));
  EXPECT_THAT(names_of<State>(9), ElementsAreArray(on_page));
}

TEST(ProtocolWords, EventClassesAreThoseOfThePage) {
  Words on_page;
  for (const Words& cells : rows("Events"))
    for (const std::string& word : in_backquotes(cells[0])) on_page.push_back(word);
  EXPECT_THAT(names_of<EventClass>(event_classes), ElementsAreArray(on_page));
  EXPECT_EQ(find_event_class("alarm"), EventClass::alarm);
  EXPECT_EQ(find_event_class("alarms"), std::nullopt);
}

TEST(ProtocolWords, RequestsAndWhoMayMakeThemAreThoseOfThePage) {
  std::vector<std::pair<std::string, Role>> on_page, in_program;
  Role role = Role::viewer;
  for (const Words& cells : rows("Requests")) {
    if (cells[0] == " **operator** ") role = Role::operator_;
    if (cells[0] == " `do` ") continue;
    for (const std::string& word : in_backquotes(cells[0])) on_page.emplace_back(word, role);
  }
  for (const RequestWord& word : request_words()) in_program.emplace_back(word.name, word.role);
  EXPECT_THAT(in_program, ElementsAreArray(on_page));
  EXPECT_EQ(find_request_word("dance"), nullptr);
}

TEST(ProtocolWords, RefusalsAreTheCodesOfThePage) {
  std::string paragraph;
  for (const std::string& line : section("Requests"))
    if (!paragraph.empty() || line.find("Codes:") != line.npos) {
      if (line.empty()) break;
      paragraph += line + ' ';
    }
  paragraph.erase(0, paragraph.find("Codes:"));
  EXPECT_THAT(names_of<Refusal>(7), ElementsAreArray(in_backquotes(paragraph)));
}

TEST(ProtocolWords, RolesAndVersionAreThoseOfThePage) {
  EXPECT_THAT(names_of<Role>(2), testing::ElementsAre("viewer", "operator"));
  const std::vector<std::string> hello = section("Hello");
  EXPECT_TRUE(std::ranges::any_of(hello, [](const std::string& line) {
    return line.starts_with("| `hello` | " + std::to_string(protocol_version) + ":");
  }));
}

}  // namespace
}  // namespace forlopp::management

#include "scenarios/cli/topic_rows.hpp"

#include <algorithm>

namespace forlopp::cli {
namespace {

using management::Array;
using management::Document;
using management::Map;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The digits at the front, without zeroes before them; they are taken away.
std::string_view take_number(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

const std::string* key_of(const Document& row) {
  const auto* cells = row.get_if<Array>();
  return cells == nullptr || cells->empty() ? nullptr : cells->front().get_if<std::string>();
}

bool says(const Document& news, std::string_view key) {
  const auto* said = news.find_as<bool>(key);
  return said != nullptr && *said;
}

}  // namespace

bool KeyOrder::operator()(std::string_view one, std::string_view other) const {
  std::string_view left = one;
  std::string_view right = other;
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const std::string_view smaller = take_number(left);
      const std::string_view larger = take_number(right);
      if (smaller.size() != larger.size()) return smaller.size() < larger.size();
      if (smaller != larger) return smaller < larger;
    } else {
      if (left.front() != right.front()) return left.front() < right.front();
      left.remove_prefix(1);
      right.remove_prefix(1);
    }
  }
  if (left.empty() != right.empty()) return left.empty();
  return one < other;
}

bool TopicRows::take(const Document& frame) {
  last_ = frame;
  const auto* topics = frame.find_as<Map>("topics");
  if (topics == nullptr || topics->empty()) return false;
  const auto& [view, news] = topics->front();
  view_ = view;
  if (says(news, "all")) rows_.clear();
  if (const auto* gone = news.find_as<Array>("gone")) {
    for (const Document& key : *gone) {
      if (const auto* text = key.get_if<std::string>()) rows_.erase(*text);
    }
  }
  if (const auto* changed = news.find_as<Array>("rows")) {
    for (const Document& row : *changed) {
      if (const std::string* key = key_of(row)) rows_.insert_or_assign(*key, row);
    }
  }
  return !says(news, "more");
}

Array TopicRows::rows() const {
  Array all;
  for (const auto& [key, row] : rows_) all.push_back(row);
  return all;
}

Document TopicRows::whole_frame() const {
  const auto* parts = last_.get_if<Map>();
  if (parts == nullptr) return last_;
  Map frame = *parts;
  for (auto& [key, value] : frame) {
    if (key == "topics") value = Map{{view_, Map{{"all", true}, {"rows", rows()}}}};
  }
  return frame;
}

}  // namespace forlopp::cli

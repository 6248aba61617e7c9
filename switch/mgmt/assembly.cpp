#include "switch/mgmt/internal/assembly.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "switch/mgmt/internal/utf8.hpp"

namespace forlopp::management {
namespace {

/// Empty if every key is there once.
std::string repeated_key(const Map& members) {
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const auto& [key, value] : members) keys.emplace_back(key);
  std::ranges::sort(keys);
  const auto twice = std::ranges::adjacent_find(keys);
  return twice == keys.end() ? std::string{}
                             : fmt::format("the key '{:.40}' is there twice", *twice);
}

bool is_in_pieces(const Document::Value& content) {
  return std::holds_alternative<std::string>(content) || std::holds_alternative<Bytes>(content);
}

bool is_number(const Document& value) {
  const double* number = value.get_if<double>();
  return number == nullptr || std::isfinite(*number);
}

}  // namespace

bool Assembly::refuse(std::string why) {
  if (error_.empty()) error_ = std::move(why);
  return false;
}

bool Assembly::begin_array(std::optional<std::uint64_t> length) {
  return begin(Array{}, length);
}
bool Assembly::begin_map(std::optional<std::uint64_t> length) {
  return begin(Map{}, length);
}
bool Assembly::begin_text() {
  return begin(std::string{}, {});
}
bool Assembly::begin_bytes() {
  return begin(Bytes{}, {});
}

bool Assembly::begin(Document::Value content, std::optional<std::uint64_t> length) {
  if (done_ || !error_.empty()) return refuse("there is more after the end");
  if (!open_.empty() && is_in_pieces(open_.back().content))
    return refuse("a text in pieces has a piece of another kind");
  if (!is_in_pieces(content) && open_.size() >= depth_max_)
    return refuse(fmt::format("it is nested deeper than {}", depth_max_));
  const bool key_is_due =
      !open_.empty() && !open_.back().key && std::holds_alternative<Map>(open_.back().content);
  if (key_is_due && !std::holds_alternative<std::string>(content))
    return refuse("a key is not a text");
  open_.push_back({std::move(content), length, {}});
  return end_of_announced();
}

bool Assembly::end_of_announced() {
  return open_.empty() || open_.back().left != 0 || close();
}

bool Assembly::end() {
  if (open_.empty() || open_.back().left) return refuse("something ends that has not begun");
  return close();
}

bool Assembly::close() {
  Open closed = std::move(open_.back());
  open_.pop_back();
  if (closed.key) return refuse("a key has no value");
  if (auto* words = std::get_if<std::string>(&closed.content)) return text(std::move(*words));
  if (auto* raw = std::get_if<Bytes>(&closed.content)) return add(std::move(*raw));
  if (auto* items = std::get_if<Array>(&closed.content)) return add(std::move(*items));
  auto& members = std::get<Map>(closed.content);
  if (std::string why = repeated_key(members); !why.empty()) return refuse(std::move(why));
  return add(std::move(members));
}

bool Assembly::text(std::string text) {
  if (!is_utf8(text)) return refuse("a text is not UTF-8");
  if (!open_.empty()) {
    Open& top = open_.back();
    if (auto* pieces = std::get_if<std::string>(&top.content)) return pieces->append(text), true;
    if (std::holds_alternative<Map>(top.content) && !top.key) {
      top.key = std::move(text);
      return true;
    }
  }
  return value(std::move(text));
}

bool Assembly::bytes(Bytes bytes) {
  if (!open_.empty())
    if (auto* pieces = std::get_if<Bytes>(&open_.back().content)) {
      pieces->insert(pieces->end(), bytes.begin(), bytes.end());
      return true;
    }
  return value(std::move(bytes));
}

bool Assembly::value(Document value) {
  if (done_ || !error_.empty()) return refuse("there is more after the end");
  if (!is_number(value)) return refuse("a number is infinite or none");
  return add(std::move(value));
}

bool Assembly::add(Document value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return done_ = true;
  }
  Open& top = open_.back();
  if (auto* items = std::get_if<Array>(&top.content)) {
    items->push_back(std::move(value));
  } else if (auto* members = std::get_if<Map>(&top.content)) {
    if (!top.key) return refuse("a key is not a text");
    members->emplace_back(std::move(*top.key), std::move(value));
    top.key.reset();
  } else {
    return refuse("a text in pieces has a piece of another kind");
  }
  if (top.left) --*top.left;
  return end_of_announced();
}

}  // namespace forlopp::management

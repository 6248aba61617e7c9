#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "switch/mgmt/base64.hpp"
#include "switch/mgmt/internal/utf8.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::management {
namespace {

/// Appends a document to a text.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& text) : text_{text} {}

  void write(const Document& document) { std::visit(*this, document.value()); }

  void operator()(std::nullptr_t) { text_ += "null"; }
  void operator()(bool value) { text_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) { fmt::format_to(std::back_inserter(text_), "{}", value); }
  void operator()(double value) {
    if (!std::isfinite(value)) return (*this)(nullptr);
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.begin(), digits.end(), value);
    const std::string_view number(digits.data(),
                                  static_cast<std::size_t>(written.ptr - digits.data()));
    text_ += number;
    // So that it is read as what it was.
    if (number.find_first_of(".e") == number.npos) text_ += ".0";
  }
  void operator()(const std::string& value) {
    text_ += '"';
    if (is_utf8(value)) {
      escape(value);
    } else {
      escape(as_utf8(value));
    }
    text_ += '"';
  }
  void operator()(const Bytes& value) {
    text_ += '"';
    text_ += to_base64(value);
    text_ += '"';
  }
  void operator()(const Array& items) {
    char separator = '[';
    for (const Document& item : items) {
      text_ += std::exchange(separator, ',');
      write(item);
    }
    text_ += items.empty() ? "[]" : "]";
  }
  void operator()(const Map& members) {
    char separator = '{';
    for (const auto& [key, value] : members) {
      text_ += std::exchange(separator, ',');
      (*this)(key);
      text_ += ':';
      write(value);
    }
    text_ += members.empty() ? "{}" : "}";
  }

 private:
  void escape(std::string_view words) {
    for (const char c : words) {
      if (c == '"' || c == '\\') text_ += '\\';
      if (static_cast<unsigned char>(c) < 0x20) {
        fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<int>(c));
      } else {
        text_ += c;
      }
    }
  }

  std::string& text_;
};

}  // namespace

std::string write_json(const Document& document) {
  std::string text;
  JsonWriter{text}.write(document);
  return text;
}

}  // namespace forlopp::management

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace forlopp::management {

class Document;
using Bytes = std::vector<std::uint8_t>;
using Array = std::vector<Document>;
/// Keys in the order in which they were added; of equal keys the first counts.
using Map = std::vector<std::pair<std::string, Document>>;

/// What travels: a tree of plain values, as JSON and CBOR both have it.
class Document {
 public:
  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Bytes, Array, Map>;

  Document() = default;
  Document(std::nullptr_t) {}
  Document(bool value) : value_{value} {}
  /// Of any integer. What is beyond 64 bits with a sign wraps: 2^63 becomes the least of them.
  template <class T>
  requires std::is_integral_v<T> &&(!std::is_same_v<T, bool>)Document(T value)
      : value_{static_cast<std::int64_t>(value)} {}
  Document(double value) : value_{value} {}
  Document(const char* text) : value_{std::string{text}} {}
  Document(std::string_view text) : value_{std::string{text}} {}
  Document(std::string text) : value_{std::move(text)} {}
  Document(Bytes bytes) : value_{std::move(bytes)} {}
  Document(Array items) : value_{std::move(items)} {}
  Document(Map members) : value_{std::move(members)} {}

  const Value& value() const { return value_; }
  /// Null if it is of another kind.
  template <class T>
  const T* get_if() const {
    return std::get_if<T>(&value_);
  }
  /// Of a map; null if it is none or has no such key.
  const Document* find(std::string_view key) const;
  template <class T>
  const T* find_as(std::string_view key) const {
    const Document* found = find(key);
    return found == nullptr ? nullptr : found->get_if<T>();
  }
  bool operator==(const Document&) const = default;

 private:
  Value value_{nullptr};
};

}  // namespace forlopp::management

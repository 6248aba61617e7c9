#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "switch/mgmt/document.hpp"

namespace forlopp::management {

/// Puts a document together from the parts that a decoder finds one after the other, and sees to
/// what no format may break: depth, keys, lengths that were announced. Each part is refused with
/// `false`; why, is in `error()`, and nothing is taken afterwards.
class Assembly {
 public:
  explicit Assembly(std::size_t depth) : depth_max_{depth} {}

  /// Of so many items or members; without a number until `end`.
  bool begin_array(std::optional<std::uint64_t> length = {});
  bool begin_map(std::optional<std::uint64_t> length = {});
  /// A text or bytes in pieces, until `end`.
  bool begin_text();
  bool begin_bytes();
  bool end();
  /// A text is a key where one is due.
  bool text(std::string text);
  bool bytes(Bytes bytes);
  bool value(Document value);
  /// Says why.
  bool refuse(std::string why);

  bool done() const { return done_; }
  const std::string& error() const { return error_; }
  Document take() { return std::move(root_); }

 private:
  /// What is begun and not ended.
  struct Open {
    Document::Value content;
    std::optional<std::uint64_t> left{};
    std::optional<std::string> key{};
  };

  bool begin(Document::Value content, std::optional<std::uint64_t> length);
  bool close();
  bool add(Document value);
  bool end_of_announced();

  std::size_t depth_max_;
  std::vector<Open> open_{};
  Document root_{};
  bool done_ = false;
  std::string error_{};
};

}  // namespace forlopp::management

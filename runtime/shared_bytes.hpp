#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forlopp::runtime {

/// Bytes that never change, shared by count and not copied: by copies, by slices, by messages. Lies
/// outside of all process heaps, and is freed with its last owner, whichever process that is. A
/// slice keeps the whole. Thread-safe.
class SharedBytes {
 public:
  static constexpr bool is_isolated_value = true;

  SharedBytes() = default;
  /// Takes what they hold, without copying unless it lies in the heap of a process.
  explicit SharedBytes(std::string text);
  explicit SharedBytes(std::vector<std::byte> bytes);

  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  std::span<const std::byte> bytes() const { return bytes_; }
  std::string_view text() const;
  std::byte operator[](std::size_t position) const { return bytes_[position]; }

  /// A part of them; both must lie inside, or `check` fails.
  SharedBytes slice(std::size_t from, std::size_t length) const;
  SharedBytes slice(std::size_t from) const;

  friend bool operator==(const SharedBytes& a, const SharedBytes& b) {
    return a.text() == b.text();
  }

 private:
  template <class Source>
  static std::shared_ptr<const Source> kept(Source source);
  SharedBytes(std::shared_ptr<const void> whole, std::span<const std::byte> bytes)
      : whole_{std::move(whole)}, bytes_{bytes} {}

  std::shared_ptr<const void> whole_{};
  std::span<const std::byte> bytes_{};
};

/// How many they are; what traces and black boxes show of them.
std::string describe(const SharedBytes& bytes);

}  // namespace forlopp::runtime

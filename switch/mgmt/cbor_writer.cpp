#include <array>
#include <cmath>

#include <cbor.h>

#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/internal/utf8.hpp"

namespace forlopp::management {
namespace {

/// Appends a document to bytes.
class CborWriter {
 public:
  explicit CborWriter(std::string& bytes) : bytes_{bytes} {}

  void write(const Document& document) { std::visit(*this, document.value()); }

  void operator()(std::nullptr_t) { head(cbor_encode_null); }
  void operator()(bool value) { head(cbor_encode_bool, value); }
  void operator()(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    if (value < 0) return head(cbor_encode_negint, ~bits);
    head(cbor_encode_uint, bits);
  }
  void operator()(double value) {
    if (!std::isfinite(value)) return (*this)(nullptr);
    head(cbor_encode_double, value);
  }
  void operator()(const std::string& value) {
    if (!is_utf8(value)) return (*this)(as_utf8(value));
    head(cbor_encode_string_start, value.size());
    bytes_ += value;
  }
  void operator()(const Bytes& value) {
    head(cbor_encode_bytestring_start, value.size());
    bytes_.append(value.begin(), value.end());
  }
  void operator()(const Array& items) {
    head(cbor_encode_array_start, items.size());
    for (const Document& item : items) write(item);
  }
  void operator()(const Map& members) {
    head(cbor_encode_map_start, members.size());
    for (const auto& [key, value] : members) {
      (*this)(key);
      write(value);
    }
  }

 private:
  template <class Encode, class... Values>
  void head(Encode* encode, Values... values) {
    std::array<unsigned char, 9> buffer{};
    const std::size_t size = encode(values..., buffer.data(), buffer.size());
    bytes_.append(buffer.begin(), buffer.begin() + size);
  }

  std::string& bytes_;
};

}  // namespace

std::string write_cbor(const Document& document) {
  std::string bytes;
  CborWriter{bytes}.write(document);
  return bytes;
}

}  // namespace forlopp::management

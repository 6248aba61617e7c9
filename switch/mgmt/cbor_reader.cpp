#include <limits>

#include <cbor.h>
#include <fmt/format.h>

#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/internal/assembly.hpp"

namespace forlopp::management {
namespace {

/// What the decoder tells, one item at a time. It goes on until it is looked at.
struct CborParts {
  Assembly assembly;
  bool tagged = false;  // A tag stands before an item, not before an end.

  static CborParts& of(void* context) { return *static_cast<CborParts*>(context); }
  void untag() { tagged = false; }
};

constexpr std::uint64_t integer_max = std::numeric_limits<std::int64_t>::max();

void add(void* context, Document value) {
  CborParts::of(context).assembly.value(std::move(value));
}

template <class Integer>
void add_positive(void* context, Integer value) {
  if (std::uint64_t{value} <= integer_max) return add(context, value);
  CborParts::of(context).assembly.refuse("an integer does not fit into 64 bits with a sign");
}

/// The value -1 - n.
template <class Integer>
void add_negative(void* context, Integer n) {
  if (std::uint64_t{n} <= integer_max) return add(context, ~static_cast<std::int64_t>(n));
  CborParts::of(context).assembly.refuse("an integer does not fit into 64 bits with a sign");
}

void add_float(void* context, float value) {
  add(context, static_cast<double>(value));
}
void add_double(void* context, double value) {
  add(context, value);
}
void add_bool(void* context, bool value) {
  add(context, value);
}
void add_null(void* context) {
  add(context, nullptr);
}
void add_text(void* context, cbor_data data, std::size_t size) {
  CborParts::of(context).assembly.text({reinterpret_cast<const char*>(data), size});
}
void add_bytes(void* context, cbor_data data, std::size_t size) {
  CborParts::of(context).assembly.bytes(Bytes(data, data + size));
}
void begin_text(void* context) {
  CborParts::of(context).assembly.begin_text();
}
void begin_bytes(void* context) {
  CborParts::of(context).assembly.begin_bytes();
}
void begin_array(void* context, std::size_t length) {
  CborParts::of(context).assembly.begin_array(length);
}
void begin_endless_array(void* context) {
  CborParts::of(context).assembly.begin_array();
}
void begin_map(void* context, std::size_t length) {
  CborParts::of(context).assembly.begin_map(length);
}
void begin_endless_map(void* context) {
  CborParts::of(context).assembly.begin_map();
}
void end(void* context) {
  CborParts& parts = CborParts::of(context);
  if (parts.tagged) return void(parts.assembly.refuse("a tag stands before nothing"));
  parts.assembly.end();
}
void tag(void* context, std::uint64_t) {
  CborParts::of(context).tagged = true;
}

cbor_callbacks callbacks() {
  cbor_callbacks calls{};
  calls.uint8 = add_positive<std::uint8_t>;
  calls.uint16 = add_positive<std::uint16_t>;
  calls.uint32 = add_positive<std::uint32_t>;
  calls.uint64 = add_positive<std::uint64_t>;
  calls.negint8 = add_negative<std::uint8_t>;
  calls.negint16 = add_negative<std::uint16_t>;
  calls.negint32 = add_negative<std::uint32_t>;
  calls.negint64 = add_negative<std::uint64_t>;
  calls.byte_string_start = begin_bytes;
  calls.byte_string = add_bytes;
  calls.string = add_text;
  calls.string_start = begin_text;
  calls.indef_array_start = begin_endless_array;
  calls.array_start = begin_array;
  calls.indef_map_start = begin_endless_map;
  calls.map_start = begin_map;
  calls.tag = tag;
  calls.float2 = add_float;
  calls.float4 = add_float;
  calls.float8 = add_double;
  calls.undefined = add_null;
  calls.null = add_null;
  calls.boolean = add_bool;
  calls.indef_break = end;
  return calls;
}

constexpr unsigned major_type_mask = 0xE0;
constexpr unsigned tag_type = 0xC0;

Reading refused(std::string_view why, std::size_t at) {
  return {{}, fmt::format("not a document: {} (at byte {})", why, at)};
}

}  // namespace

Reading read_cbor(std::string_view bytes, const ReadingLimits& limits) {
  if (bytes.size() > limits.bytes)
    return refused(fmt::format("it is longer than {} bytes", limits.bytes), limits.bytes);
  static const cbor_callbacks calls = callbacks();
  CborParts parts{Assembly{limits.depth}};
  const auto* data = reinterpret_cast<cbor_data>(bytes.data());
  std::size_t at = 0;
  while (!parts.assembly.done()) {
    if (at == bytes.size()) return refused("it ends too early", at);
    const bool is_tag = (data[at] & major_type_mask) == tag_type;
    const cbor_decoder_result result =
        cbor_stream_decode(data + at, bytes.size() - at, &calls, &parts);
    if (result.status == CBOR_DECODER_NEDATA) return refused("it ends too early", at);
    if (result.status == CBOR_DECODER_ERROR) return refused("it is not CBOR", at);
    if (!parts.assembly.error().empty()) return refused(parts.assembly.error(), at);
    if (!is_tag) parts.untag();
    at += result.read;
  }
  if (at < bytes.size()) return refused("there is more after its end", at);
  return {parts.assembly.take(), {}};
}

}  // namespace forlopp::management

// What a client may send: both forms of a document. What is read can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::management {
namespace {

template <class Read, class Write>
void read_twice(std::string_view data, Read read, Write write) {
  const Reading reading = read(data, ReadingLimits{});
  if (!reading.error.empty()) return;
  const Reading again =
      read(write(reading.document), ReadingLimits{.bytes = 10 * request_bytes_max});
  if (!again.error.empty() || !(again.document == reading.document)) std::abort();
}

}  // namespace
}  // namespace forlopp::management

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace forlopp::management;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  read_twice(bytes, read_json, write_json);
  read_twice(bytes, read_cbor, write_cbor);
  return 0;
}

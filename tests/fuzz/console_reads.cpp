// What an exchange may send: a message, which the console reads and keeps in its store.
#include <QByteArray>
#include <cstdint>

#include "gui/client/messages.hpp"
#include "gui/client/store.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace forlopp::console;
  const QByteArray bytes{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
  ReadMessage read = read_message(bytes);
  auto* frame = std::get_if<Frame>(&read.message);
  if (!read.error.isEmpty() || frame == nullptr) return 0;
  Store store;
  store.add(*frame);
  store.add(std::move(*frame));
  store.take();
  return 0;
}

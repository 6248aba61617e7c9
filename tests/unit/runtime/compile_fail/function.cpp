#include <functional>

#include "runtime/message.hpp"

struct Order {
  int number;
  std::function<void()> what;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{});
}

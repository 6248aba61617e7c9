#include <memory>

#include "runtime/message.hpp"

struct Order {
  std::shared_ptr<int> number;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{});
}

#include <string>

#include "runtime/message.hpp"

struct Order {
  int number;
  std::string text;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{1, "two"});
}

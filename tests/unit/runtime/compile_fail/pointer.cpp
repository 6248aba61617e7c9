#include "runtime/message.hpp"

struct Order {
  int number;
  const char* text;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{1, "two"});
}

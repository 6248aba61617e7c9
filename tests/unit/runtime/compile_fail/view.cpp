#include <string_view>

#include "runtime/message.hpp"

struct Line {
  std::string_view text;
};
struct Order {
  int number;
  int amount;
  Line line;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{1, 2, {"three"}});
}

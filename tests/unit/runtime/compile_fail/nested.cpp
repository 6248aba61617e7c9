#include <string>
#include <vector>

#include "runtime/message.hpp"

struct Line {
  const std::string* text;
};
struct Order {
  int number;
  std::vector<Line> lines;
};

void send() {
  const auto message = forlopp::runtime::Message::of(Order{});
}

#include "examples/key_value/session.hpp"

#include <cstdlib>
#include <sstream>
#include <string>

#include "examples/key_value/store.hpp"
#include "ports/tcp.hpp"

namespace key_value {
namespace {

using namespace forlopp::runtime;
namespace ports = forlopp::ports;

struct Command {
  std::string verb{};
  std::string first{};
  std::string second{};
};

Command command_of(const std::string& line) {
  Command command;
  std::istringstream{line} >> command.verb >> command.first >> command.second;
  return command;
}

Task<std::string> get(Context self, std::string key) {
  const Pid store = self.whereis(Name{"store"});
  Get question{std::move(key)};
  const auto found = co_await call<Found>(self, store, std::move(question));
  co_return found ? found->value_or("none") : "sorry";
}

Task<std::string> put(Context self, std::string key, std::string value) {
  const Pid store = self.whereis(Name{"store"});
  Put question{std::move(key), std::move(value)};
  const auto stored = co_await call<bool>(self, store, std::move(question));
  co_return stored ? "stored" : "sorry";
}

Task<std::string> ratio(Context self, std::string of, std::string to) {
  const std::string dividend = co_await get(self, std::move(of));
  const std::string divisor = co_await get(self, std::move(to));
  co_return std::to_string(std::atoi(dividend.c_str()) / std::atoi(divisor.c_str()));
}

Task<std::string> answer(Context self, Command command) {
  std::string text = "what?";
  if (command.verb == "put") text = co_await put(self, command.first, command.second);
  if (command.verb == "get") text = co_await get(self, command.first);
  if (command.verb == "ratio") text = co_await ratio(self, command.first, command.second);
  co_return text;
}

}  // namespace

Task<> session(Context self) {
  const Message start = co_await receive_any<Serve>(self);
  const Pid port = start.get_if<Serve>()->port;
  for (;;) {
    self.send(port, ports::once);
    const Message message =
        co_await receive_any<ports::Received, ports::Closed, ports::Failed>(self);
    const auto* line = message.get_if<ports::Received>();
    if (line == nullptr) co_return;
    const std::string text = co_await answer(self, command_of(line->data));
    ports::Send reply{text + '\n'};
    const auto sent = co_await call<ports::SendAnswer>(self, port, std::move(reply), infinity);
    if (!sent) co_return;
  }
}

}  // namespace key_value

// A key-value store for whoever can speak lines of text: `key_value 4000`, then `nc localhost
// 4000`.
#include <cstdio>
#include <cstdlib>

#include "examples/key_value/service.hpp"
#include "ports/sockets.hpp"
#include "runtime/observer.hpp"
#include "runtime/threaded_node.hpp"

using namespace forlopp;

namespace {

class Printer final : public runtime::Observer {
 public:
  void crashed(const runtime::CrashReport& report) override {
    std::puts(to_string(report).c_str());
  }
};

}  // namespace

int main(int argument_count, char** arguments) {
  const int port = argument_count > 1 ? std::atoi(arguments[1]) : 4000;
  const ports::Address address{"127.0.0.1", static_cast<std::uint16_t>(port)};
  Printer printer;
  runtime::ThreadedNode node{{.observer = &printer}};
  const ports::Sockets sockets{node};
  const runtime::Pid top = node.spawn({.label = {"service"}, .trap_exit = true},
                                      runtime::supervisor(key_value::service(address)));
  node.wait_for_exit(top);
}

// A counter that dies of a null pointer, and a supervisor that starts it again.
#include <cstdio>
#include <utility>

#include "runtime/gen_server.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/supervisor.hpp"

using namespace forlopp::runtime;

namespace {

struct Increment {};
struct Corrupt {};

int total_seen = 0;
int starts_seen = 0;

class Counter : public GenServer<Counter> {
 public:
  using Infos = Messages<Increment, Corrupt>;

  void init(Context&) override { ++starts_seen; }
  void handle_info(Context&, Increment&) { total_seen = ++count_; }
  void handle_info(Context&, Corrupt&) { *nothing_ = 1; }

 private:
  int count_ = 0;
  int* volatile nothing_ = nullptr;
};

ChildStart start_counter(Context& context, Message&) {
  return context.start_link<Counter>({.label = {"counter"}, .name = Name{"counter"}});
}

template <class T>
void tell_counter(SimulatedNode& node, T message) {
  node.send(node.whereis(Name{"counter"}), std::move(message));
  node.settle();
}

}  // namespace

int main() {
  SimulatedNode node{{.seed = 1}};
  node.spawn({.label = {"top"}, .trap_exit = true},
             supervisor({.children = {{.id = "counter", .start = &start_counter}}}));
  node.settle();
  tell_counter(node, Increment{});
  tell_counter(node, Increment{});
  tell_counter(node, Corrupt{});
  tell_counter(node, Increment{});
  std::printf("started %d times, counts %d\n", starts_seen, total_seen);
  return starts_seen == 2 && total_seen == 1 ? 0 : 1;
}

#include "tests/bench/nodes.hpp"
#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::size_t idlers = 200'000;

class Idler final : public ProcessCode {
 public:
  void receive(Context&, Message) override {}
};

}  // namespace

void idle_process(unsigned schedulers) {
  ThreadedNode node{{.schedulers = schedulers}};
  const std::size_t before = resident_memory();
  for (std::size_t i = 0; i < idlers; ++i) node.spawn<Idler>(plain);
  node.wait_until_idle();
  report("idle_process", static_cast<double>(resident_memory() - before) / double{idlers});
}

}  // namespace forlopp::bench::peers

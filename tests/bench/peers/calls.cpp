#include "runtime/check.hpp"
#include "runtime/gen_server.hpp"
#include "runtime/script.hpp"
#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t questions = 500'000;

struct Question {
  std::int64_t number;
};
struct Waiting {
  std::int64_t number;
};

class Echo final : public GenServer<Echo> {
 public:
  using Calls = Messages<Question>;
  std::int64_t handle_call(Context&, Question& question, const From&) { return question.number; }
};

Task<> ask(Context self, const char* figure, std::int64_t waiting) {
  const Pid server = self.spawn<Echo>(plain);
  for (std::int64_t i = 0; i < waiting; ++i) self.send(self.self(), Waiting{i});
  const Instant started = self.now();
  for (std::int64_t i = 0; i < questions; ++i) {
    Question question{i};
    const auto answer = co_await runtime::call<std::int64_t>(self, server, question);
    check(answer.has_value(), "the server answers");
  }
  report(figure, each(self.now() - started, questions));
}

void ask_over(unsigned schedulers, const char* figure, std::int64_t waiting) {
  ThreadedNode node{{.schedulers = schedulers}};
  node.wait_for_exit(node.spawn(plain, script(&ask, figure, waiting)));
}

}  // namespace

void call(unsigned schedulers) {
  ask_over(schedulers, "call", 0);
}
void call_over_10k(unsigned schedulers) {
  ask_over(schedulers, "call_over_10k", 10'000);
}

}  // namespace forlopp::bench::peers

// A state machine between callers and a service that is sometimes down: after three failures in a
// row nobody is made to wait for it any more; ten seconds later one caller tries it again.
#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include "runtime/gen_server.hpp"
#include "runtime/gen_statem.hpp"
#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"

using namespace forlopp::runtime;
using namespace std::chrono_literals;

namespace {

struct Ask {};
enum class Answer { served, failed, refused };

/// Down from the second 5 to 20, and slow to say so.
class Service : public GenServer<Service> {
 public:
  using Calls = Messages<Ask>;
  using Infos = Messages<From>;

  NoReply handle_call(Context& self, Ask&, const From& from) {
    self.send_after(100ms, self.self(), from);
    return {};
  }
  void handle_info(Context& self, From& from) {
    const Duration time = self.now() - Instant{};
    self.reply(from, time > 5s && time < 20s ? Answer::failed : Answer::served);
  }
};

enum class State { closed, open, half_open, trying };

class Breaker : public GenStatem<Breaker, State> {
 public:
  using Events = Messages<Call<Ask>, Reply<Answer>, StatemTimeout>;

  explicit Breaker(Pid service) : GenStatem{State::closed}, service_{service} {}

  Next handle(Context& self, State state, Call<Ask>& call) {
    if (state == State::open || state == State::trying) {
      self.reply(call.from, Answer::refused);
      return keep();
    }
    askers_.emplace(self.request(service_, Ask{}), call.from);
    return state == State::half_open ? go(State::trying) : keep();
  }

  Next handle(Context& self, State state, Reply<Answer>& reply) {
    self.reply(askers_.extract(reply.ref).mapped(), reply.value);
    failures_ = reply.value == Answer::served ? 0 : failures_ + 1;
    if (failures_ == 0) return go(State::closed);
    if (state == State::closed && failures_ < failures_max) return keep();
    start_timer(self, {.kind = StatemTimer::Kind::state}, 10s);
    return go(State::open);
  }

  Next handle(Context&, State, StatemTimeout&) { return go(State::half_open); }

 private:
  static constexpr int failures_max = 3;

  Pid service_;
  int failures_ = 0;
  std::map<Ref, From> askers_{};
};

const char* name_of(Answer answer) {
  switch (answer) {
    case Answer::served: return "served";
    case Answer::failed: return "failed";
    case Answer::refused: return "refused";
  }
  return "";
}

/// Asks once a second, and says when the answer is another than before.
Task<> client(Context self) {
  const Pid service = self.spawn_link<Service>({.label = {"service"}});
  const Pid breaker = self.spawn_link<Breaker>({.label = {"breaker"}}, service);
  const Ask question{};
  std::string before;
  for (int second = 0; second < 40; ++second) {
    const auto answer = co_await call<Answer>(self, breaker, question);
    if (const char* now = name_of(*answer); now != before) {
      std::printf("second %d: %s\n", second, now);
      before = now;
    }
    const Message pause = co_await sleep(self, Instant{} + (second + 1) * 1s - self.now());
  }
}

}  // namespace

int main() {
  SimulatedNode node;
  node.spawn({.label = {"client"}}, script(&client));
  node.run_until_idle();
}

// A supervised pool: jobs kill workers, the supervisor replaces them, every job gets its answer.
#include <cstdio>
#include <deque>
#include <map>
#include <string>
#include <utility>

#include "runtime/gen_server.hpp"
#include "runtime/script.hpp"
#include "runtime/supervisor.hpp"
#include "runtime/threaded_node.hpp"

using namespace forlopp::runtime;

namespace {

constexpr int workers = 4;
constexpr int jobs = 1000;

struct Job {
  int dividend;
  int divisor;
};
struct JobResult {
  int value = 0;
  std::string failure{};
};

struct Idle {};  ///< From a worker: I have nothing to do.
struct Done {    ///< From a worker: that is my result, and I have nothing to do.
  int value;
};

/// Has no idea that a job may kill it.
class Worker : public GenServer<Worker> {
 public:
  using Infos = Messages<Job>;

  void init(Context& self) override { self.send(Name{"pool"}, Idle{}); }
  void handle_info(Context& self, Job& job) {
    self.send(Name{"pool"}, Done{job.dividend / job.divisor});
  }
};

/// Hands out jobs, and notices who dies of one.
class Pool : public ProcessCode {
 public:
  void receive(Context& self, Message message) override {
    if (auto* call = message.get_if<Call<Job>>()) queue_.push_back(*call);
    if (message.is<Idle>()) add(self, message.sender());
    if (const auto* done = message.get_if<Done>())
      finish(self, message.sender(), {.value = done->value});
    if (const auto* down = message.get_if<Down>()) bury(self, *down);
    hand_out(self);
  }

 private:
  void add(Context& self, Pid worker) {
    self.monitor(worker);
    idle_.push_back(worker);
  }
  void hand_out(Context& self) {
    for (; !idle_.empty() && !queue_.empty(); idle_.pop_front(), queue_.pop_front()) {
      self.send(idle_.front(), queue_.front().request);
      busy_.emplace(idle_.front(), queue_.front().from);
    }
  }
  void finish(Context& self, Pid worker, JobResult result) {
    answer(self, worker, std::move(result));
    idle_.push_back(worker);
  }
  void bury(Context& self, const Down& down) {
    std::erase(idle_, down.pid);
    answer(self, down.pid, {.failure = to_string(down.reason)});
  }
  void answer(Context& self, Pid worker, JobResult result) {
    const auto asker = busy_.extract(worker);
    if (!asker.empty()) self.reply(asker.mapped(), std::move(result));
  }

  std::deque<Pid> idle_{};
  std::deque<Call<Job>> queue_{};
  std::map<Pid, From> busy_{};
};

SupervisorSpec tree() {
  const auto start_pool = [](Context& self, Message&) -> ChildStart {
    return self.start_link<Pool>({.label = {"pool"}, .name = Name{"pool"}});
  };
  const auto start_worker = [](Context& self, Message&) -> ChildStart {
    return self.start_link<Worker>({.label = {"worker"}});
  };
  SupervisorSpec spec{.intensity = {.restarts_max = jobs},
                      .children = {{.id = "pool", .start = start_pool}}};
  for (int i = 0; i < workers; ++i)
    spec.children.push_back({.id = "worker " + std::to_string(i), .start = start_worker});
  return spec;
}

/// Every hundredth job divides by zero.
Task<> client(Context self) {
  const Pid pool = self.whereis(Name{"pool"});
  for (int i = 1; i <= jobs; ++i) self.request(pool, Job{i, i % 100});
  int done = 0;
  int failed = 0;
  std::string failure;
  for (int i = 0; i < jobs; ++i) {
    const Message message = co_await receive_any<Reply<JobResult>>(self);
    const JobResult& result = message.get_if<Reply<JobResult>>()->value;
    result.failure.empty() ? ++done : ++failed;
    if (!result.failure.empty()) failure = result.failure;
  }
  std::printf("%d jobs done, %d failed: %s\n", done, failed, failure.c_str());
}

Task<> service(Context self) {
  const auto top = start_supervisor(self, {.label = {"top"}}, tree());
  check(top.has_value(), "the pool starts");
  self.spawn_monitor({.label = {"client"}}, script(&client));
  const Message answered = co_await receive_any<Down>(self);
}

}  // namespace

int main() {
  ThreadedNode node;
  node.wait_for_exit(node.spawn({.label = {"service"}, .trap_exit = true}, script(&service)));
}

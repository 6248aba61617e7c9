#include <vector>

#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t owners = 10;
constexpr std::int64_t timers_each = 100'000;
constexpr std::int64_t operations = owners * timers_each * 3 / 2;

struct Expired {};
struct Done {};

/// A minute or two, in no order.
Duration delay_of(std::int64_t timer) {
  return std::chrono::milliseconds{60'000 + timer * 7919 % 60'000};
}

/// Starts timers, and cancels every other one.
class Owner final : public ProcessCode {
 public:
  void init(Context& context) override {
    std::vector<Ref> refs;
    for (std::int64_t i = 0; i < timers_each; ++i) {
      refs.push_back(context.send_after(delay_of(i), context.self(), Expired{}));
    }
    for (std::size_t i = 0; i < refs.size(); i += 2) context.cancel_timer(refs[i]);
    context.send(context.parent(), Done{});
  }
  void receive(Context&, Message) override {}
};

class Employer final : public ProcessCode {
 public:
  void init(Context& context) override {
    started_ = context.now();
    for (std::int64_t i = 0; i < owners; ++i) context.spawn<Owner>(plain);
  }
  void receive(Context& context, Message) override {
    if (--left_ > 0) return;
    report("timers", each(context.now() - started_, operations));
    context.stop();
  }

 private:
  std::int64_t left_ = owners;
  Instant started_{};
};

}  // namespace

void timers(unsigned schedulers) {
  play<Employer>(schedulers);
}

}  // namespace forlopp::bench::peers

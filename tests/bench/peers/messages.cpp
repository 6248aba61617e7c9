#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t balls = 2'000'000;
constexpr std::int64_t senders = 100;
constexpr std::int64_t from_each = 20'000;
constexpr std::int64_t in_a_row = 100;

struct Ball {};
struct Token {};
struct Item {
  std::int64_t number;
};
struct GoOn {};

class Returner final : public ProcessCode {
 public:
  void receive(Context& context, Message message) override {
    context.send(message.sender(), Ball{});
  }
};

class Server final : public ProcessCode {
 public:
  void init(Context& context) override {
    started_ = context.now();
    context.send(context.spawn<Returner>(plain), Ball{});
  }
  void receive(Context& context, Message message) override {
    left_ -= 2;
    if (left_ > 0) return context.send(message.sender(), Ball{});
    report("ping_pong", each(context.now() - started_, balls));
    context.stop();
  }

 private:
  std::int64_t left_ = balls;
  Instant started_{};
};

class Link final : public ProcessCode {
 public:
  explicit Link(Pid next) : next_{next} {}
  void receive(Context& context, Message) override { context.send(next_, Token{}); }

 private:
  Pid next_;
};

struct Ring {
  const char* figure;
  std::int64_t length;
  std::int64_t laps;
};

/// Closes a ring; the first lap does not count.
class Clasp final : public ProcessCode {
 public:
  explicit Clasp(Ring ring) : ring_{ring}, left_{ring.laps + 1} {}
  void init(Context& context) override {
    next_ = context.self();
    for (std::int64_t i = 1; i < ring_.length; ++i) next_ = context.spawn<Link>(plain, next_);
    context.send(next_, Token{});
  }
  void receive(Context& context, Message) override {
    if (left_ == ring_.laps + 1) started_ = context.now();
    if (--left_ > 0) return context.send(next_, Token{});
    report(ring_.figure, each(context.now() - started_, ring_.length * ring_.laps));
    context.stop();
  }

 private:
  Ring ring_;
  std::int64_t left_;
  Pid next_{};
  Instant started_{};
};

/// Gives way to others now and then, as BEAM makes a process do.
class Sender final : public ProcessCode {
 public:
  void init(Context& context) override { send_some(context); }
  void receive(Context& context, Message) override { send_some(context); }

 private:
  void send_some(Context& context) {
    for (std::int64_t i = 0; i < in_a_row; ++i) context.send(context.parent(), Item{left_--});
    if (left_ == 0) return context.stop();
    context.send(context.self(), GoOn{});
  }
  std::int64_t left_ = from_each;
};

class Collector final : public ProcessCode {
 public:
  void init(Context& context) override {
    started_ = context.now();
    for (std::int64_t i = 0; i < senders; ++i) context.spawn<Sender>(plain);
  }
  void receive(Context& context, Message) override {
    if (--left_ > 0) return;
    report("fan_in", each(context.now() - started_, senders * from_each));
    context.stop();
  }

 private:
  std::int64_t left_ = senders * from_each;
  Instant started_{};
};

}  // namespace

void ping_pong(unsigned schedulers) {
  play<Server>(schedulers);
}
void ring_10k(unsigned schedulers) {
  play<Clasp>(schedulers, Ring{"ring_10k", 10'000, 100});
}
void ring_1m(unsigned schedulers) {
  play<Clasp>(schedulers, Ring{"ring_1m", 1'000'000, 2});
}
void fan_in(unsigned schedulers) {
  play<Collector>(schedulers);
}

}  // namespace forlopp::bench::peers

#include <memory>
#include <optional>
#include <utility>

#include "runtime/check.hpp"
#include "runtime/table.hpp"
#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t callers = 10;
constexpr std::int64_t calls_each = 10'000;
constexpr std::uint32_t numbers = 1'000;

enum class Stage : std::uint8_t {
  setup,
  digits,
  route,
  ring,
  answer,
  connect,
  charge,
  talk,
  clear,
  release
};
struct Order {
  Stage stage;
};
struct Carried {
  Stage stage;
};
struct Done {};

struct Line {
  std::uint32_t card;
  std::uint32_t circuit;
  bool operator==(const Line&) const = default;
};
struct CallRecord {
  std::uint32_t caller;
  std::uint32_t called;
  Instant begun;
  Instant ended;
  bool operator==(const CallRecord&) const = default;
};

struct Office {
  Table<std::uint32_t, Line> lines;
  Table<std::uint32_t, CallRecord> records;
};

/// The half of a call that belongs to the line which is called.
class Terminating final : public ProcessCode {
 public:
  explicit Terminating(Line line) : line_{line} {}
  void receive(Context& context, Message message) override {
    const Stage stage = message.get_if<Order>()->stage;
    context.send(message.sender(), Carried{stage});
    if (stage == Stage::release) context.stop();
  }

 private:
  Line line_;
};

/// The calling line's: finds the other line, leads the call and writes its record.
class Originating final : public ProcessCode {
 public:
  Originating(const Office& office, std::uint32_t number) : office_{office}, number_{number} {}
  void init(Context& context) override {
    begun_ = context.now();
    const auto line = office_.lines.lookup(context, number_);
    other_ = context.spawn_link<Terminating>(plain, line->front());
    context.send(other_, Order{Stage::setup});
  }
  void receive(Context& context, Message message) override {
    const auto* carried = message.get_if<Carried>();
    if (carried->stage == Stage::release) return finish(context);
    context.send(other_, Order{static_cast<Stage>(static_cast<int>(carried->stage) + 1)});
  }

 private:
  void finish(Context& context) {
    const CallRecord record{1, number_, begun_, context.now()};
    check(office_.records.insert(context, number_, record).has_value(), "it is open to all");
    context.stop();
  }
  const Office& office_;
  std::uint32_t number_;
  Instant begun_{};
  Pid other_{};
};

/// Calls one number after the other.
class Caller final : public ProcessCode {
 public:
  Caller(const Office& office, std::uint32_t first) : office_{office}, number_{first} {}
  void init(Context& context) override { next(context); }
  void receive(Context& context, Message) override {
    if (--left_ > 0) return next(context);
    context.send(context.parent(), Done{});
    context.stop();
  }

 private:
  void next(Context& context) {
    number_ = (number_ + 1) % numbers;
    context.spawn_monitor<Originating>(plain, office_, number_);
  }
  const Office& office_;
  std::uint32_t number_;
  std::int64_t left_ = calls_each;
};

/// Owns the tables, starts the callers and waits for them.
class Exchange final : public ProcessCode {
 public:
  void init(Context& context) override {
    office_.emplace(Office{
        *Table<std::uint32_t, Line>::create(context, {}),
        *Table<std::uint32_t, CallRecord>::create(context, {.access = TableAccess::open_to_all})});
    for (std::uint32_t i = 0; i < numbers; ++i) {
      check(office_->lines.insert(context, i, Line{i / 16, i % 16}).has_value(), "it is its own");
    }
    started_ = context.now();
    for (std::uint32_t i = 0; i < callers; ++i) context.spawn<Caller>(plain, *office_, i * 100);
  }
  void receive(Context& context, Message) override {
    if (--left_ > 0) return;
    report("telephone_call", each(context.now() - started_, callers * calls_each));
    context.stop();
  }

 private:
  std::optional<Office> office_{};
  std::int64_t left_ = callers;
  Instant started_{};
};

}  // namespace

void telephone_call(unsigned schedulers) {
  play<Exchange>(schedulers);
}

}  // namespace forlopp::bench::peers

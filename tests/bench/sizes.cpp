#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/bench/nodes.hpp"

/// What a process costs among so many: to make, to ask, to end, and in memory.
namespace forlopp::bench {
namespace {

using namespace runtime;

struct Question {};
struct Answer {};
struct Step {};

constexpr std::size_t at_a_time = 1'000;

/// Answers every question. Its options are those of every process.
class Idler final : public ProcessCode {
 public:
  void receive(Context& context, Message message) override {
    context.send(message.sender(), Answer{});
  }
};

struct Measured {
  Duration spawning{};
  Duration asking{};
  Duration asking_again{};
  Duration ending{};
  std::size_t idle = 0;      ///< Bytes of all, when they have just been made,
  std::size_t answered = 0;  ///< and when each has handled two messages.
};

/// Makes the others, asks each twice and ends them, a thousand at a time.
class Surveyor final : public ProcessCode {
 public:
  Surveyor(std::size_t count, Measured& measured) : count_{count}, measured_{measured} {}

  void init(Context& context) override {
    pids_.resize(count_);
    before_ = resident_memory();
    since_ = context.now();
    context.send(context.self(), Step{});
  }
  void receive(Context& context, Message message) override {
    if (message.is<Answer>() && --answers_awaited_ > 0) return;
    if (next_ == count_) return end_part(context);
    const std::size_t until = std::min(next_ + at_a_time, count_);
    for (; next_ < until; ++next_) act_on(context, pids_[next_]);
    if (part_ == Part::asking || part_ == Part::asking_again) return;
    context.send(context.self(), Step{});
  }

 private:
  enum class Part : std::uint8_t { spawning, asking, asking_again, ending };

  void act_on(Context& context, Pid& pid) {
    if (part_ == Part::spawning) {
      pid = context.spawn<Idler>({.label = {"idler"}});
    } else if (part_ == Part::ending) {
      context.exit_signal(pid, ExitReason::Kind::shutdown);
    } else {
      ++answers_awaited_;
      context.send(pid, Question{});
    }
  }
  void end_part(Context& context) {
    if (part_ == Part::ending && context.node().counts().ended < count_) {
      context.send(context.self(), Step{});
      return;
    }
    note(context.now() - since_);
    if (part_ == Part::ending) return context.stop();
    part_ = static_cast<Part>(static_cast<int>(part_) + 1);
    next_ = 0;
    since_ = context.now();
    context.send(context.self(), Step{});
  }
  void note(Duration took) {
    switch (part_) {
      case Part::spawning:
        measured_.spawning = took;
        measured_.idle = resident_memory() - before_;
        break;
      case Part::asking: measured_.asking = took; break;
      case Part::asking_again:
        measured_.asking_again = took;
        measured_.answered = resident_memory() - before_;
        break;
      case Part::ending: measured_.ending = took; break;
    }
  }

  std::size_t count_;
  Measured& measured_;
  Part part_ = Part::spawning;
  std::vector<Pid> pids_{};
  std::size_t next_ = 0;
  std::size_t answers_awaited_ = 0;
  std::size_t before_ = 0;
  Instant since_{};
};

void print_title() {
  fmt::print(
      "| processes | spawn | first question | second question | end | bytes, idle | after "
      "two answers |\n|---|---|---|---|---|---|---|\n");
}

void print_row(std::size_t count, const Measured& measured) {
  const auto each = [count](auto all) {
    return static_cast<double>(all) / static_cast<double>(count);
  };
  fmt::print("| {} | {:.0f} ns | {:.0f} ns | {:.0f} ns | {:.0f} ns | {:.0f} | {:.0f} |\n", count,
             each(measured.spawning.count()), each(measured.asking.count()),
             each(measured.asking_again.count()), each(measured.ending.count()),
             each(measured.idle), each(measured.answered));
}

void survey(std::size_t count) {
  Measured measured;
  ThreadedNode node{{.schedulers = 1}};
  node.wait_for_exit(node.spawn<Surveyor>({.label = {"surveyor"}}, count, measured));
  print_row(count, measured);
}

}  // namespace
}  // namespace forlopp::bench

int main(int argc, char** argv) {
  using namespace forlopp::bench;
  std::size_t count = 0;
  if (argc == 2 && argv[1] == std::string_view{"--title"}) return print_title(), 0;
  if (argc == 2) std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), count);
  if (count == 0) {
    fmt::print(stderr, "usage: forlopp_sizes PROCESSES; ./dev bench --sizes runs all sizes\n");
    return 2;
  }
  survey(count);
}

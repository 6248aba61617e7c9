#include <chrono>

#include "runtime/threaded_node.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 30s;

std::vector<std::string> tell_threaded(const runtime::ThreadedOptions& options, Story story) {
  EventLog log;
  {
    runtime::ThreadedNode node{options};
    const runtime::Pid pid = node.spawn({.label = {"story"}}, runtime::script(story, &log));
    if (!node.wait_for_exit(pid, patience)) log.add(unfinished);
  }
  return log.lines();
}

Way threaded(unsigned schedulers, runtime::Heap heap = runtime::Heap::common) {
  return {.name = "threads: " + std::to_string(schedulers),
          .tell = [=](Story story, runtime::Observer* observer) {
            return tell_threaded({.schedulers = schedulers, .heap = heap, .observer = observer},
                                 story);
          }};
}

}  // namespace

const std::vector<Way>& ways() {
  static const auto* all = new std::vector<Way>{threaded(1), threaded(2), threaded(2), threaded(4),
                                                threaded(2, runtime::Heap::own)};
  return *all;
}

}  // namespace forlopp::test

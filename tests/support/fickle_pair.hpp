#pragma once

#include "runtime/internal/process_table.hpp"
#include "runtime/node.hpp"
#include "runtime/script.hpp"

/// Two processes that link to and unlink from each other at random, so that their signals cross.
namespace forlopp::test {

struct Partner {
  runtime::Pid pid;
};

inline runtime::Task<> fickle(runtime::Context self) {
  const runtime::Message start = co_await runtime::receive_any<Partner>(self);
  const runtime::Pid other = start.get_if<Partner>()->pid;
  for (int i = 0; i < 100; ++i) {
    if (self.random().chance(0.5)) {
      self.link(other);
    } else {
      self.unlink(other);
    }
    if (self.random().chance(0.3)) {
      const runtime::Message pause = co_await sleep(self, runtime::Duration{0});
    }
  }
  const runtime::Message never = co_await sleep(self, runtime::infinity);
}

struct FicklePair {
  explicit FicklePair(runtime::Node& node)
      : a{node.spawn({}, runtime::script(&fickle))}, b{node.spawn({}, runtime::script(&fickle))} {
    node.send(a, Partner{b});
    node.send(b, Partner{a});
  }
  runtime::Pid a;
  runtime::Pid b;
};

/// Whether `owner` thinks that it is linked to `other`, or still waits to hear from it; only while
/// no process runs.
struct Opinion {
  bool linked = false;
  bool waits = false;
};
inline Opinion opinion(const runtime::Node& node, runtime::Pid owner, runtime::Pid other) {
  const runtime::Process* process = node.processes().find(owner);
  if (process == nullptr || !process->relations) return {};
  for (const auto& link : process->relations->links.all()) {
    if (link.key != other.bits()) continue;
    return {.linked = link.value == runtime::linked, .waits = link.value != runtime::linked};
  }
  return {};
}

}  // namespace forlopp::test

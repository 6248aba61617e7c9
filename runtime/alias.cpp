#include "runtime/alias.hpp"

#include "runtime/check.hpp"
#include "runtime/context.hpp"
#include "runtime/internal/aliases.hpp"
#include "runtime/internal/inbox.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/tracing.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

using trap::RuntimeScope;

namespace {

/// Before the monitor is set up: its `Down` may come at once.
void note_options(Process& process, Ref ref, Name name, const MonitorOptions& options) {
  if (name || options.tag) {
    process.relate().more().monitor_notes[ref.bits()] = {.name = name, .tag = options.tag};
  }
  if (options.alias) {
    const auto mode = static_cast<std::uint64_t>(*options.alias);
    process.relate().more().aliases.insert(ref.bits(), mode);
  }
}

}  // namespace

Ref Context::monitor(Pid other, const MonitorOptions& options) const {
  const Ref ref = make_ref();
  {
    const RuntimeScope scope;
    note_options(*process_, ref, Name{}, options);
  }
  return monitor_as(ref, other);
}

Ref Context::monitor(Name other, const MonitorOptions& options) const {
  const Ref ref = make_ref();
  {
    const RuntimeScope scope;
    note_options(*process_, ref, other, options);
  }
  return monitor_as(ref, whereis(other));
}

bool Context::demonitor(Ref ref, Flush flush) const {
  const RuntimeScope scope;
  aliases::monitor_ended(*process_, ref);
  std::uint64_t watched = 0;
  if (process_->relations && process_->relations->monitoring.erase(ref.bits(), &watched)) {
    if (process_->relations->rare) process_->relations->rare->monitor_notes.erase(ref.bits());
    inbox::send_signal(*node_, self(), Pid::from_bits(watched), signal::Demonitor{ref});
    return true;
  }
  if (flush == Flush::flush_down) process_->remove_down(ref);
  return false;
}

Alias Context::alias(AliasMode mode) const {
  check(mode == AliasMode::explicit_unalias || mode == AliasMode::reply,
        "there is no monitor that this alias could end with");
  const RuntimeScope scope;
  const Ref ref = make_ref();
  process_->relate().more().aliases.insert(ref.bits(), static_cast<std::uint64_t>(mode));
  return {self(), ref};
}

bool Context::unalias(Alias alias) const {
  const RuntimeScope scope;
  return alias.owner == self() && aliases::remove(*process_, alias.ref);
}

void Context::send_through(Alias to, Message message) const {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  message.leave_heap();
  const RuntimeScope scope;
  if (node_->is_traced()) [[unlikely]]
    tracing::sent(*node_, self(), to.owner, message);
  signal::AliasedMessage aliased{to.ref, std::move(message)};
  inbox::send_signal(*node_, self(), to.owner, std::move(aliased));
}

}  // namespace forlopp::runtime

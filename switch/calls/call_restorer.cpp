#include "switch/calls/call_restorer.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "callmodel/events.hpp"
#include "switch/calls/half_start.hpp"
#include "switch/config/names.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using runtime::Context;

/// To itself.
struct NothingToRestore {};

bool is_between_lines(const callmodel::CallRecord& record) {
  return record.route.kind == callmodel::RouteKind::line && !is_circuit(record.calling_port);
}

runtime::Ref ask(Context& context, runtime::Pid supervisor, const HalfStart& start) {
  return context.request(supervisor, runtime::StartChild{runtime::Message::of<HalfStart>(start)});
}

}  // namespace

void CallRestorer::init(Context& context) {
  calls_ = context.whereis(names().calls_sup);
  Recovery recovery{.when = context.now(),
                    .level = RecoveryLevel::call_processing,
                    .what = "call processing",
                    .reason = "all half-calls were lost"};
  for (const OpenCall& call : open_) {
    const bool is_stable = call.answered == callmodel::Answered::yes;
    if (is_stable && is_between_lines(call.record) && calls_) {
      const HalfStart start = ResumeOriginating{call.record};
      under_way_.push_back({ask(context, calls_, start), call.record, {}});
      continue;
    }
    ++(is_stable ? recovery.lost_stable : recovery.lost_transient);
    give_up(context, call.record.call);
  }
  if (!open_.empty()) parts_->observer->recovered(recovery);
  open_ = {};
  if (calls_) context.monitor(calls_);
  // A process that ends in `init` has not started, for its supervisor.
  if (under_way_.empty()) context.send(context.self(), NothingToRestore{});
}

void CallRestorer::give_up(Context& context, callmodel::CallId call) {
  const auto store =
      parts_->journal->abandon(call, callmodel::Cause::temporary_failure, context.now());
  if (store == StoreCall::needed) context.send(names().store, WriteSoon{});
}

void CallRestorer::receive(Context& context, runtime::Message message) {
  if (message.is<NothingToRestore>()) return context.stop();
  if (message.is<runtime::Down>()) return context.stop();  // Its successor sees to the calls.
  const auto* answer = message.get_if<runtime::Reply<runtime::StartChildAnswer>>();
  if (answer == nullptr) return;
  const auto at = std::ranges::find(under_way_, answer->ref, &Underway::start);
  if (at == under_way_.end()) return;
  Underway call = std::move(*at);
  under_way_.erase(at);
  started(context, std::move(call), answer->value.child);
  finish_if_done(context);
}

void CallRestorer::started(Context& context, Underway call, const runtime::StartResult& half) {
  if (!half) {
    if (call.originating) context.send(call.originating, callmodel::HalfLost{});
    return give_up(context, call.record.call);
  }
  if (call.originating) return;
  call.originating = *half;
  const HalfStart start = ResumeTerminating{call.record, *half};
  call.start = ask(context, calls_, start);
  under_way_.push_back(std::move(call));
}

void CallRestorer::finish_if_done(Context& context) const {
  if (under_way_.empty()) context.stop();
}

}  // namespace forlopp::exchange

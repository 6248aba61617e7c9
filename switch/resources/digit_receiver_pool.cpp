#include "switch/resources/digit_receiver_pool.hpp"

#include <algorithm>

#include "callmodel/events.hpp"

namespace forlopp::exchange {

using runtime::Context;
using runtime::Message;
using runtime::Pid;

void DigitReceiverPool::init(Context& context) {
  survey_.begin(context, {.lost = LostBooks::receivers});
}

void DigitReceiverPool::receive(Context& context, Message message) {
  if (message.is<receiver::RequestReceiver>()) {
    request(context, message.sender());
  } else if (message.is<receiver::ReleaseReceiver>()) {
    release(context, message.sender());
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    if (!survey_.ended(*down)) forget(context, down->pid);
  } else if (const auto* question = message.get_if<runtime::Call<ReportReceivers>>()) {
    context.reply(question->from, books());
  } else if (const auto* halves =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    survey_.proceed(context, *halves);
  } else if (const auto* answer = message.get_if<runtime::Reply<Holdings>>()) {
    const Holdings& holdings = answer->value;
    const bool is_held = survey_.answered(context, *answer) && holdings.receiver == Holding::held;
    if (!is_held || known_.contains(holdings.half)) return;
    known_[holdings.half] = {context.monitor(holdings.half), true};
    ++in_use_;
  }
}

void DigitReceiverPool::request(Context& context, Pid half) {
  if (known_.contains(half)) return;
  if (in_use_ < receivers_) {
    known_[half].monitor = context.monitor(half);
    return grant(context, half);
  }
  if (queue_.size() >= queue_max_) {
    ++refused_;
    return context.send(half, callmodel::ReceiverRefused{});
  }
  known_[half].monitor = context.monitor(half);
  queue_.push_back(half);
  longest_queue_ = std::max(longest_queue_, queue_.size());
}

void DigitReceiverPool::grant(Context& context, Pid half) {
  known_[half].holds = true;
  ++in_use_;
  ++granted_;
  context.send(half, callmodel::ReceiverGranted{});
}

void DigitReceiverPool::release(Context& context, Pid half) {
  const auto known = known_.find(half);
  if (known == known_.end()) return;
  context.demonitor(known->second.monitor, runtime::Flush::keep_down);
  forget(context, half);
}

/// What it held goes to who has waited for longest.
void DigitReceiverPool::forget(Context& context, Pid half) {
  const auto known = known_.find(half);
  if (known == known_.end()) return;
  const bool held = known->second.holds;
  known_.erase(known);
  if (!held) {
    queue_.erase(std::ranges::find(queue_, half));
    return;
  }
  --in_use_;
  if (queue_.empty() || in_use_ >= receivers_) return;
  const Pid next = queue_.front();
  queue_.pop_front();
  grant(context, next);
}

ReceiverBooks DigitReceiverPool::books() const {
  ReceiverBooks books{.receivers = receivers_,
                      .granted = granted_,
                      .refused = refused_,
                      .longest_queue = longest_queue_,
                      .waiting = {queue_.begin(), queue_.end()}};
  for (const auto& [half, known] : known_) {
    if (known.holds) books.held.push_back(half);
  }
  std::ranges::sort(books.held);
  return books;
}

}  // namespace forlopp::exchange

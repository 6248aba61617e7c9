#include "switch/resources/digit_receivers.hpp"

#include <algorithm>

#include "callmodel/events.hpp"

namespace forlopp::exchange {

using runtime::Context;
using runtime::Pid;

void DigitReceivers::receive(Context& context, runtime::Message message) {
  const Pid sender = message.sender();
  if (message.is<receiver::RequestReceiver>()) {
    request(context, sender);
  } else if (message.is<receiver::ReleaseReceiver>()) {
    give_back(context, sender);
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    forget(down->pid);
  } else if (const auto* question = message.get_if<runtime::Call<ListReceivers>>()) {
    context.reply(question->from, holders());
  } else if (const auto* children =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    round_.ask_all(context, *children);
  }
  serve_queue(context);
}

void DigitReceivers::request(Context& context, Pid client) {
  if (clients_.contains(client)) return;
  if (lent_ >= receivers_ && waiting_ >= queue_max_) {
    context.send(client, callmodel::ReceiverRefused{});
    return;
  }
  clients_[client].monitor = context.monitor(client);
  queue_.push_back(client);
  ++waiting_;
}

void DigitReceivers::give_back(Context& context, Pid client) {
  const auto entry = clients_.find(client);
  if (entry == clients_.end()) return;
  context.demonitor(entry->second.monitor);
  forget(client);
}

void DigitReceivers::forget(Pid client) {
  const auto entry = clients_.find(client);
  if (entry == clients_.end()) return;
  --(entry->second.has == Has::receiver ? lent_ : waiting_);
  clients_.erase(entry);
}

void DigitReceivers::serve_queue(Context& context) {
  while (!queue_.empty() && lent_ < receivers_) {
    const Pid client = queue_.front();
    queue_.pop_front();
    const auto entry = clients_.find(client);
    if (entry == clients_.end() || entry->second.has == Has::receiver) continue;
    entry->second.has = Has::receiver;
    --waiting_;
    ++lent_;
    context.send(client, callmodel::ReceiverGranted{});
  }
}

std::vector<Pid> DigitReceivers::holders() const {
  std::vector<Pid> holders;
  for (const auto& [pid, client] : clients_) {
    if (client.has == Has::receiver) holders.push_back(pid);
  }
  std::ranges::sort(holders);
  return holders;
}

}  // namespace forlopp::exchange

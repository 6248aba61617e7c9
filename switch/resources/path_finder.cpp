#include "switch/resources/path_finder.hpp"

#include <algorithm>

#include "callmodel/events.hpp"

namespace forlopp::exchange {

using runtime::Context;
using runtime::Message;
using runtime::Pid;

void PathFinder::init(Context& context) {
  survey_.begin(context, {.lost = LostBooks::paths});
}

void PathFinder::receive(Context& context, Message message) {
  if (const auto* wanted = message.get_if<path::RequestPath>()) {
    request(context, message.sender(), *wanted);
  } else if (message.is<path::ReleasePath>()) {
    release(context, message.sender());
  } else if (const auto* claim = message.get_if<path::ClaimPath>()) {
    hold(context, message.sender(), {message.sender(), claim->from, claim->to});
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    if (!survey_.ended(*down)) held_.erase(down->pid);
  } else if (const auto* question = message.get_if<runtime::Call<ReportPaths>>()) {
    context.reply(question->from, books());
  } else if (const auto* halves =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    survey_.proceed(context, *halves);
  } else if (const auto* answer = message.get_if<runtime::Reply<Holdings>>()) {
    const Holdings& holdings = answer->value;
    if (!survey_.answered(context, *answer) || holdings.path != Holding::held) return;
    hold(context, holdings.half, {holdings.half, holdings.path_from, holdings.path_to});
  }
}

void PathFinder::request(Context& context, Pid holder, const path::RequestPath& request) {
  const bool has_room = paths_ == 0 || held_.size() < paths_ || held_.contains(holder);
  if (!has_room) {
    ++refused_;
    return context.send(holder, callmodel::PathRefused{});
  }
  ++granted_;
  hold(context, holder, {holder, request.from, request.to});
  context.send(holder, callmodel::PathGranted{});
}

void PathFinder::hold(Context& context, Pid holder, const PathBook& path) {
  const auto [at, is_new] = held_.try_emplace(holder);
  if (is_new) at->second.monitor = context.monitor(holder);
  at->second.from = path.from;
  at->second.to = path.to;
}

void PathFinder::release(Context& context, Pid holder) {
  const auto held = held_.find(holder);
  if (held == held_.end()) return;
  context.demonitor(held->second.monitor, runtime::Flush::keep_down);
  held_.erase(held);
}

PathBooks PathFinder::books() const {
  PathBooks books{.paths = paths_, .granted = granted_, .refused = refused_};
  for (const auto& [holder, path] : held_) books.held.push_back({holder, path.from, path.to});
  std::ranges::sort(books.held, {}, &PathBook::to);
  return books;
}

}  // namespace forlopp::exchange

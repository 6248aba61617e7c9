#include "switch/resources/path_finder.hpp"

#include <algorithm>

#include "callmodel/events.hpp"

namespace forlopp::exchange {

using runtime::Context;
using runtime::Pid;

void PathFinder::receive(Context& context, runtime::Message message) {
  const Pid sender = message.sender();
  if (const auto* request = message.get_if<path::RequestPath>()) {
    grant(context, sender, *request);
  } else if (message.is<path::ReleasePath>()) {
    give_back(context, sender);
  } else if (const auto* claim = message.get_if<path::ClaimPath>()) {
    keep(context, sender, {sender, claim->from, claim->to});
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    held_.erase(down->pid);
  } else if (const auto* question = message.get_if<runtime::Call<ListPaths>>()) {
    context.reply(question->from, list());
  } else if (const auto* children =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    round_.ask_all(context, *children);
  }
}

void PathFinder::grant(Context& context, Pid holder, const path::RequestPath& request) {
  const bool full = paths_max_ > 0 && held_.size() >= paths_max_ && !held_.contains(holder);
  if (full) {
    context.send(holder, callmodel::PathRefused{});
    return;
  }
  keep(context, holder, {holder, request.from, request.to});
  context.send(holder, callmodel::PathGranted{});
}

void PathFinder::keep(Context& context, Pid holder, const HeldPath& path) {
  auto [entry, is_new] = held_.try_emplace(holder);
  if (is_new) entry->second.monitor = context.monitor(holder);
  entry->second.from = path.from;
  entry->second.to = path.to;
}

void PathFinder::give_back(Context& context, Pid holder) {
  const auto entry = held_.find(holder);
  if (entry == held_.end()) return;
  context.demonitor(entry->second.monitor);
  held_.erase(entry);
}

std::vector<HeldPath> PathFinder::list() const {
  std::vector<HeldPath> paths;
  paths.reserve(held_.size());
  for (const auto& [holder, held] : held_) paths.push_back({holder, held.from, held.to});
  std::ranges::sort(paths, {}, &HeldPath::holder);
  return paths;
}

}  // namespace forlopp::exchange

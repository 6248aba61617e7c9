#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/process_group.hpp"
#include "tests/conformance/puppet_acts.hpp"

namespace forlopp::conformance {

using runtime::Name;
using runtime::Pid;
namespace group = runtime::group;

namespace {

std::vector<Pid> pids(const Doer& doer) {
  std::vector<Pid> all;
  for (const std::string& name : doer.command.to) all.push_back(doer.pid(name));
  return all;
}

Lines members(const Doer& doer, const std::vector<Pid>& pids) {
  std::vector<std::string> names;
  for (const Pid pid : pids) names.push_back(doer.troupe.stage().name_of(pid));
  std::ranges::sort(names);
  return {fmt::format("result [{}]", fmt::join(names, ","))};
}

Lines pg_join(const Doer& doer) {
  group::join(doer.self, Name{doer.command.group}, pids(doer));
  return {"result ok"};
}

Lines pg_leave(const Doer& doer) {
  const bool left = group::leave(doer.self, Name{doer.command.group}, pids(doer));
  return {left ? "result ok" : "result not_joined"};
}

Lines pg_members(const Doer& doer) {
  return members(doer, group::members(doer.self, Name{doer.command.group}));
}

Lines pg_groups(const Doer& doer) {
  std::vector<std::string_view> names;
  for (const Name name : group::all(doer.self)) names.push_back(name.text());
  return {fmt::format("result [{}]", fmt::join(names, ","))};
}

Lines pg_monitor(const Doer& doer) {
  const auto subscription = group::subscribe(doer.self, Name{doer.command.group});
  doer.troupe.name_ref(doer.command.as, {subscription.ref, doer.self.self()});
  return members(doer, subscription.members);
}

Lines pg_demonitor(const Doer& doer) {
  const bool done = group::unsubscribe(doer.self, doer.troupe.ref(doer.command.ref).ref);
  return {done ? "result ok" : "result false"};
}

}  // namespace

const Acts& group_acts() {
  static const Acts acts{{"pg_join", &pg_join},       {"pg_leave", &pg_leave},
                         {"pg_members", &pg_members}, {"pg_groups", &pg_groups},
                         {"pg_monitor", &pg_monitor}, {"pg_demonitor", &pg_demonitor}};
  return acts;
}

}  // namespace forlopp::conformance

#include "switch/maintenance/traffic_measurement.hpp"

#include <algorithm>
#include <chrono>

#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {

using runtime::Context;

runtime::NoReply TrafficMeasurement::handle_call(Context& context, ReportTraffic&,
                                                 const runtime::From& from) {
  Asked asked{.from = from, .open = {}, .answers = {}};
  for (const runtime::Name group : parts_->data->group_names()) {
    const runtime::Pid pid = context.whereis(group);
    if (pid) asked.open.push_back(context.request(pid, ReportTrunks{}));
  }
  if (asked.open.empty()) {
    answer(context, asked);
    return {};
  }
  context.send_after(std::chrono::seconds{1}, context.self(), EnoughWaited{from.ref});
  asked_.push_back(std::move(asked));
  return {};
}

void TrafficMeasurement::handle_info(Context& context, runtime::Reply<TrunkBooks>& books) {
  for (auto asked = asked_.begin(); asked != asked_.end(); ++asked) {
    if (std::erase(asked->open, books.ref) == 0) continue;
    asked->answers.push_back(std::move(books.value));
    if (!asked->open.empty()) return;
    answer(context, *asked);
    asked_.erase(asked);
    return;
  }
}

void TrafficMeasurement::handle_info(Context& context, EnoughWaited& waited) {
  const auto asked = std::ranges::find_if(
      asked_, [&](const Asked& one) { return one.from.ref == waited.question; });
  if (asked == asked_.end()) return;
  answer(context, *asked);
  asked_.erase(asked);
}

void TrafficMeasurement::answer(Context& context, Asked& asked) const {
  std::ranges::sort(asked.answers, {}, &TrunkBooks::group);
  TrafficReport report{.calls = parts_->journal->counts()};
  for (const TrunkBooks& books : asked.answers) {
    report.groups.push_back({.name = parts_->data->config().trunk_groups[books.group].name,
                             .circuits = books.circuits,
                             .busy = static_cast<std::uint16_t>(books.held.size()),
                             .traffic = books.traffic});
  }
  context.reply(asked.from, std::move(report));
}

}  // namespace forlopp::exchange

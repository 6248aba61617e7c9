#include "scenarios/live/prometheus.hpp"

#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace forlopp::live {
namespace {

struct Metric {
  std::string_view name;
  std::string_view type;
  std::string_view help;
};

void head(std::string& text, const Metric& metric) {
  fmt::format_to(std::back_inserter(text), "# HELP forlopp_{0} {1}\n# TYPE forlopp_{0} {2}\n",
                 metric.name, metric.help, metric.type);
}

template <class T>
void add(std::string& text, const Metric& metric, T value) {
  head(text, metric);
  fmt::format_to(std::back_inserter(text), "forlopp_{} {}\n", metric.name, value);
}

std::string escaped(std::string_view label) {
  std::string text;
  for (const char c : label) {
    if (c == '\\' || c == '"') text += '\\';
    text += c == '\n' ? ' ' : c;
  }
  return text;
}

void add_groups(std::string& text, const Gauges& gauges, const Metric& metric,
                std::uint64_t Gauges::Group::*value) {
  if (gauges.groups.empty()) return;
  head(text, metric);
  for (const Gauges::Group& group : gauges.groups) {
    fmt::format_to(std::back_inserter(text), "forlopp_{}{{group=\"{}\"}} {}\n", metric.name,
                   escaped(group.name), group.*value);
  }
}

void add_alarms(std::string& text, const Health& health) {
  head(text, {"alarms", "gauge", "Alarms that stand, by severity."});
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "forlopp_alarms{{severity=\"critical\"}} {}\n", health.alarms_critical);
  fmt::format_to(out, "forlopp_alarms{{severity=\"major\"}} {}\n", health.alarms_major);
  fmt::format_to(out, "forlopp_alarms{{severity=\"minor\"}} {}\n", health.alarms_minor);
}

void add_calls(std::string& text, const Gauges& gauges) {
  add(text, {"calls_up", "gauge", "Calls being set up or talking."}, gauges.health.calls_up);
  add(text, {"attempts_total", "counter", "Calls that began."}, gauges.health.attempts);
  add(text, {"answered_total", "counter", "Calls that were answered."}, gauges.answered);
  add(text, {"failed_total", "counter", "Calls that ended without an answer."}, gauges.failed);
  add(text, {"blocked_total", "counter", "Calls that ended for want of a circuit."},
      gauges.blocked);
  if (!gauges.health.setup_p95) return;
  add(text, {"setup_p95_seconds", "gauge", "95 % of the last calls heard ringback within this."},
      static_cast<double>(*gauges.health.setup_p95) / 1e9);
}

}  // namespace

std::string prometheus_text(const Gauges& gauges) {
  std::string text;
  add(text, {"virtual_time_seconds", "counter", "Time since the start of the run."},
      static_cast<double>(gauges.vtime) / 1e9);
  add_calls(text, gauges);
  add(text, {"restarts_total", "counter", "Processes started again by supervisors."},
      gauges.health.restarts);
  add(text, {"processes", "gauge", "Living processes, simulated hardware included."},
      gauges.processes);
  add(text, {"messages_total", "counter", "Messages handled by processes."}, gauges.messages);
  add(text, {"mailbox_max", "gauge", "Messages in the fullest mailbox."},
      gauges.health.mailbox_max);
  add_alarms(text, gauges.health);
  using Group = Gauges::Group;
  add_groups(text, gauges, {"circuits", "gauge", "Circuits of a trunk group."}, &Group::circuits);
  add_groups(text, gauges, {"circuits_busy", "gauge", "Of these, busy now."}, &Group::busy);
  add_groups(text, gauges, {"circuit_requests_total", "counter", "Times a circuit was sought."},
             &Group::offered);
  add_groups(text, gauges, {"circuits_refused_total", "counter", "Times none was idle."},
             &Group::blocked);
  return text;
}

void Metrics::set(Gauges gauges) {
  const std::scoped_lock lock{mutex_};
  gauges_ = std::move(gauges);
}

std::string Metrics::text() const {
  Gauges gauges;
  {
    const std::scoped_lock lock{mutex_};
    gauges = gauges_;
  }
  return prometheus_text(gauges);
}

}  // namespace forlopp::live

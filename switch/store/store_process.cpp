#include "switch/store/store_process.hpp"

#include <utility>

#include "runtime/check.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/config/names.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using runtime::Context;

/// Rows of one transaction: enough to make its cost small, few enough not to hold up others.
constexpr std::size_t rows_max = 4096;

}  // namespace

void StoreProcess::init(Context& context) {
  context.trap_exit();
  const std::string& file = parts_->data->config().store.database;
  if (!file.empty()) {
    auto opened = Database::open(file);
    runtime::check(opened.has_value(), opened ? "" : opened.error());
    database_ = std::move(*opened);
  }
  write_later(context);
}

void StoreProcess::receive(Context& context, runtime::Message message) {
  if (message.is<WriteSoon>()) {
    write_later(context);
  } else if (message.is<WriteTime>()) {
    timer_runs_ = false;
    write_all(context);
  } else if (const auto* flush = message.get_if<runtime::Call<Flush>>()) {
    context.reply(flush->from, write_all(context));
  } else if (const auto* alarm = message.get_if<WriteAlarm>()) {
    if (!database_) return;
    if (const auto written = database_->write(alarm->alarm); !written) {
      complain(context, written.error());
    }
  } else if (message.is<RaiseAlarmsAgain>()) {
    if (complaint_) complain(context, *complaint_);
  } else if (const auto* exit = message.get_if<runtime::Exit>()) {
    if (exit->from == context.parent()) context.stop(exit->reason);
  }
}

void StoreProcess::terminate(Context& context, const runtime::ExitReason&) {
  write_all(context);
}

void StoreProcess::write_later(Context& context) {
  if (timer_runs_) return;
  timer_runs_ = true;
  context.send_after(parts_->data->config().store.batch_time, context.self(), WriteTime{});
}

std::uint64_t StoreProcess::write_all(Context& context) {
  std::uint64_t rows = 0;
  for (;;) {
    const auto calls = parts_->journal->to_write(rows_max);
    if (calls.empty()) return rows;
    if (database_) {
      if (const auto written = database_->write(calls); !written) {
        complain(context, written.error());
        write_later(context);
        return rows;
      }
      if (std::exchange(complaint_, std::nullopt)) {
        context.send(names().alarms, ClearAlarm{"store", ProbableCause::storage_problem});
      }
    }
    parts_->journal->committed(calls.size());
    rows += calls.size();
  }
}

void StoreProcess::complain(Context& context, std::string error) {
  context.send(names().alarms,
               RaiseAlarm{"store", ProbableCause::storage_problem, Severity::major, error});
  complaint_ = std::move(error);
}

}  // namespace forlopp::exchange

#include "switch/store/store.hpp"

#include <algorithm>

#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

constexpr std::size_t rows_per_transaction = 4096;
constexpr runtime::Duration wait_after_failure = std::chrono::seconds{1};

std::size_t answered_among(const std::vector<EndedCall>& calls) {
  return static_cast<std::size_t>(
      std::ranges::count(calls, callmodel::Answered::yes, &EndedCall::answered));
}

}  // namespace

Store::~Store() = default;

void Store::init(runtime::Context& context) {
  const std::string& path = parts_->data->config().store.database;
  if (!path.empty()) {
    auto database = CallDatabase::open(path);
    if (!database) context.exit(runtime::ExitReason{database.error()});
    database_ = std::move(*database);
  }
  arm(context);  // A predecessor may have left something.
}

void Store::arm(runtime::Context& context) {
  if (armed_) return;
  armed_ = true;
  context.send_after(parts_->data->config().store.batch_time, context.self(), WriteNow{});
}

void Store::handle_info(runtime::Context& context, WriteSoon&) {
  arm(context);
}

void Store::handle_info(runtime::Context& context, WriteNow&) {
  armed_ = false;
  if (write_all()) return;
  armed_ = true;
  context.send_after(wait_after_failure, context.self(), WriteNow{});
}

bool Store::write_all() {
  for (;;) {
    const std::vector<EndedCall> calls = parts_->journal->to_write(rows_per_transaction);
    if (calls.empty()) return true;
    if (database_ && !database_->write(calls)) return false;
    parts_->journal->committed(calls.size());
    parts_->observer->records_written(answered_among(calls));
  }
}

void Store::terminate(runtime::Context&, const runtime::ExitReason&) {
  write_all();
}

}  // namespace forlopp::exchange

#include <map>
#include <string>

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"
#include "switch/config/exchange_data.hpp"

namespace forlopp::live {
namespace {

using exchange::ExchangeData;
using management::Document;
using management::State;

State state_of(const ListedCall& call) {
  if (call.ended) return call.crashed ? State::crashed : State::idle;
  return call.answered ? State::active : State::setting_up;
}

Document time_or_null(callmodel::Instant when) {
  return when.count() == 0 ? Document{} : Document{when.count()};
}

/// The trunk groups by which it comes or goes.
std::string trunk_of(const callmodel::CallRecord& record, const ExchangeData& data) {
  const auto& groups = data.config().trunk_groups;
  if (exchange::is_circuit(record.calling_port)) {
    return groups.at(exchange::circuit_of(record.calling_port).group).name;
  }
  std::string trunk;
  if (record.route.kind != callmodel::RouteKind::trunk) return trunk;
  for (const std::uint16_t group : data.groups_of(record.route.id)) {
    trunk += (trunk.empty() ? "" : ", ") + groups.at(group).name;
  }
  return trunk;
}

management::Board::Row row_of_call(const ListedCall& call, const ExchangeData& data) {
  const callmodel::CallRecord& record = call.record;
  return row_of(record.calling.text(), record.called.text(), number(state_of(call)),
                record.seized.count(), time_or_null(record.answered), time_or_null(record.ended),
                call.ended ? Document{callmodel::name(record.cause)} : Document{},
                trunk_of(record, data), call.crashed);
}

/// Writes only what has changed: there may be many.
class CallsTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const CallBook& book = sight.books.calls;
    const auto dropped = book.dropped_since(shown_);
    if (shown_ == 0 || !dropped) {
      show_all(board, view, sight);
    } else {
      for (const std::uint64_t call : *dropped) board.remove(view, std::to_string(call));
      for (const auto& [call, listed] : book.calls()) {
        if (listed.version <= shown_) continue;
        board.put(view, std::to_string(call), row_of_call(listed, sight.inside.exchange.data()));
      }
    }
    shown_ = book.version();
  }

  static void show_all(management::Board& board, const management::View& view, const Sight& sight) {
    std::map<std::string, management::Board::Row> rows;
    for (const auto& [call, listed] : sight.books.calls.calls()) {
      rows.emplace(std::to_string(call), row_of_call(listed, sight.inside.exchange.data()));
    }
    board.show(view, std::move(rows));
  }

  std::uint64_t shown_ = 0;  ///< The book's version then; 0: nothing yet.
};

}  // namespace

std::unique_ptr<Topic> calls_topic() {
  return std::make_unique<CallsTopic>();
}

}  // namespace forlopp::live

#pragma once

#include <cstddef>
#include <vector>

#include "runtime/context.hpp"
#include "runtime/signals.hpp"
#include "runtime/supervisor.hpp"
#include "switch/resources/resource_messages.hpp"

namespace forlopp::exchange {

/// Asks every half-call what it holds: how a keeper gets its books back after a restart. The
/// answers arrive as `Reply<Holdings>`; who ends instead of answering is watched, and owes none.
class HoldingsSurvey {
 public:
  /// Begins a new one; questions of an older one are no longer waited for.
  void begin(runtime::Context& context, ReportHoldings question);
  /// The half-calls are known: asks them. False if it is not the answer that was waited for.
  bool proceed(runtime::Context& context,
               const runtime::Reply<std::vector<runtime::ChildInfo>>& children);
  /// Takes note of an answer; false if it is not one of this survey.
  bool answered(runtime::Context& context, const runtime::Reply<Holdings>& answer);
  /// Takes note of somebody's end; false if it is not about a question of this survey.
  bool ended(const runtime::Down& down);
  /// Nobody is asked any more: everybody who holds something has said so.
  bool complete() const { return !children_asked_ && waiting_.empty(); }

 private:
  bool strike_out(runtime::Ref question);

  ReportHoldings question_{};
  runtime::Ref children_asked_;
  std::vector<runtime::Ref> waiting_;  ///< Sorted.
};

}  // namespace forlopp::exchange

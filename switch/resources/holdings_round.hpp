#pragma once

#include <cstddef>
#include <vector>

#include "runtime/context.hpp"
#include "runtime/supervisor.hpp"
#include "switch/resources/resource_messages.hpp"

namespace forlopp::exchange {

/// How a keeper that has started with empty books fills them: it asks all half-calls that there are
/// what they hold, each once. A half-call that holds something repeats its claim or its request.
class HoldingsRound {
 public:
  explicit HoldingsRound(ReportHoldings question) : question_{question} {}

  /// Asks the supervisor of the half-calls who they are. Nothing to do if there is none yet.
  void begin(runtime::Context& context);
  /// True if this was the answer to `begin`: all half-calls have been asked now.
  bool ask_all(runtime::Context& context,
               const runtime::Reply<std::vector<runtime::ChildInfo>>& children);

 private:
  ReportHoldings question_;
  runtime::Ref asked_{};
};

}  // namespace forlopp::exchange

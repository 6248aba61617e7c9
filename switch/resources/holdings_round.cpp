#include "switch/resources/holdings_round.hpp"

#include "switch/config/names.hpp"

namespace forlopp::exchange {

void HoldingsRound::begin(runtime::Context& context) {
  const runtime::Pid calls = context.whereis(names().calls_sup);
  if (calls) asked_ = context.request(calls, runtime::WhichChildren{});
}

bool HoldingsRound::ask_all(runtime::Context& context,
                            const runtime::Reply<std::vector<runtime::ChildInfo>>& children) {
  if (children.ref != asked_) return false;
  for (const runtime::ChildInfo& child : children.value) {
    if (child.pid) context.request(child.pid, question_);
  }
  return true;
}

}  // namespace forlopp::exchange

#include "switch/resources/holdings_survey.hpp"

#include <algorithm>

#include "switch/config/names.hpp"

namespace forlopp::exchange {

void HoldingsSurvey::begin(runtime::Context& context, ReportHoldings question) {
  question_ = question;
  waiting_.clear();
  children_asked_ = {};
  const runtime::Pid calls = context.whereis(names().calls_sup);
  if (calls) children_asked_ = context.request(calls, runtime::WhichChildren{});
}

bool HoldingsSurvey::proceed(runtime::Context& context,
                             const runtime::Reply<std::vector<runtime::ChildInfo>>& children) {
  if (!children_asked_ || children.ref != children_asked_) return false;
  children_asked_ = {};
  for (const runtime::ChildInfo& child : children.value) {
    if (child.pid) waiting_.push_back(context.request(child.pid, question_));
  }
  std::ranges::sort(waiting_);
  return true;
}

bool HoldingsSurvey::answered(const runtime::Reply<Holdings>& answer) {
  const auto at = std::ranges::lower_bound(waiting_, answer.ref);
  if (at == waiting_.end() || *at != answer.ref) return false;
  waiting_.erase(at);
  return true;
}

}  // namespace forlopp::exchange

#include "switch/resources/holdings_survey.hpp"

#include <algorithm>

#include "switch/config/names.hpp"

namespace forlopp::exchange {
namespace {

/// The reference is that of the answer, or of a `Down` if there will be none.
template <class Question>
runtime::Ref ask(runtime::Context& context, runtime::Pid whom, const Question& question) {
  const runtime::Ref ref = context.monitor_for_reply(whom);
  context.send(whom, runtime::Call<Question>{runtime::From{context.self(), ref}, question});
  return ref;
}

}  // namespace

void HoldingsSurvey::begin(runtime::Context& context, ReportHoldings question) {
  question_ = question;
  waiting_.clear();
  children_asked_ = {};
  const runtime::Pid calls = context.whereis(names().calls_sup);
  if (calls) children_asked_ = ask(context, calls, runtime::WhichChildren{});
}

bool HoldingsSurvey::proceed(runtime::Context& context,
                             const runtime::Reply<std::vector<runtime::ChildInfo>>& children) {
  if (!children_asked_ || children.ref != children_asked_) return false;
  context.demonitor(children_asked_);
  children_asked_ = {};
  for (const runtime::ChildInfo& child : children.value) {
    if (child.pid) waiting_.push_back(ask(context, child.pid, question_));
  }
  std::ranges::sort(waiting_);
  return true;
}

bool HoldingsSurvey::answered(runtime::Context& context, const runtime::Reply<Holdings>& answer) {
  if (!strike_out(answer.ref)) return false;
  context.demonitor(answer.ref);
  return true;
}

bool HoldingsSurvey::ended(const runtime::Down& down) {
  if (!children_asked_ || down.ref != children_asked_) return strike_out(down.ref);
  children_asked_ = {};
  return true;
}

bool HoldingsSurvey::strike_out(runtime::Ref question) {
  const auto at = std::ranges::lower_bound(waiting_, question);
  if (at == waiting_.end() || *at != question) return false;
  waiting_.erase(at);
  return true;
}

}  // namespace forlopp::exchange

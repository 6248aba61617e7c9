#include "switch/maintenance/audit_process.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "switch/alarms/alarm_messages.hpp"
#include "switch/config/names.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::Message;
using runtime::Pid;
using runtime::Task;

constexpr runtime::Duration answer_time = 2s;
constexpr std::size_t asked_at_once = 16;
constexpr runtime::Duration second_look_after = 1s;

/// Asks these at once and takes the answers that come in time. Who ends meanwhile owes none; who
/// lives and has not answered makes the books incomplete.
template <class Answer, class Question>
Task<std::vector<Answer>> ask_some(Context self, std::vector<Pid> whom, Question question,
                                   Books* books) {
  std::vector<runtime::Ref> open;
  for (const Pid pid : whom) {
    const runtime::Ref ref = self.monitor(pid);
    const runtime::From from{self.self(), ref};
    self.send(pid, runtime::Call<Question>{from, question});
    open.push_back(ref);
  }
  std::vector<Answer> answers;
  const runtime::Instant deadline = self.now() + answer_time;
  while (!open.empty() && self.now() < deadline) {
    const runtime::Duration left = deadline - self.now();
    Message message =
        co_await runtime::receive_any<runtime::Reply<Answer>, runtime::Down>(self, left);
    if (!message) break;
    auto* reply = message.get_if<runtime::Reply<Answer>>();
    const runtime::Ref ref = reply != nullptr ? reply->ref : message.get_if<runtime::Down>()->ref;
    if (std::erase(open, ref) == 0 || reply == nullptr) continue;
    self.demonitor(ref);
    answers.push_back(std::move(reply->value));
  }
  books->unanswered += open.size();
  for (const runtime::Ref ref : open) self.demonitor(ref);
  co_return answers;
}

/// Asks all of them, a few at a time, so that calls do not wait for an audit.
template <class Answer, class Question>
Task<std::vector<Answer>> ask_all(Context self, std::vector<Pid> whom, Question question,
                                  Books* books) {
  std::vector<Answer> answers;
  for (std::size_t first = 0; first < whom.size(); first += asked_at_once) {
    const auto begin = whom.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = std::min(asked_at_once, whom.size() - first);
    std::vector<Pid> some{begin, begin + static_cast<std::ptrdiff_t>(count)};
    auto part = co_await ask_some<Answer>(self, std::move(some), question, books);
    std::ranges::move(part, std::back_inserter(answers));
  }
  co_return answers;
}

std::vector<Pid> present(Context self, const std::vector<runtime::Name>& all) {
  std::vector<Pid> pids;
  for (const runtime::Name name : all) {
    if (const Pid pid = self.whereis(name)) pids.push_back(pid);
  }
  return pids;
}

std::vector<runtime::Name> card_names(const ExchangeParts& parts) {
  std::vector<runtime::Name> all;
  for (const CardSlot& slot : parts.data->cards()) all.push_back(slot.name);
  return all;
}

Task<std::vector<Pid>> half_calls(Context self, Books* books) {
  std::vector<Pid> pids;
  const std::vector<runtime::Name> supervisor{names().calls_sup};
  std::vector<Pid> whom = present(self, supervisor);
  const runtime::WhichChildren question;
  const auto children =
      co_await ask_all<std::vector<runtime::ChildInfo>>(self, whom, question, books);
  for (const auto& list : children) {
    for (const runtime::ChildInfo& child : list) pids.push_back(child.pid);
  }
  co_return pids;
}

Task<Books> gather(Context self, const ExchangeParts* parts) {
  Books books;
  const ReportCard of_cards;
  std::vector<Pid> whom = present(self, card_names(*parts));
  books.cards = co_await ask_all<CardBooks>(self, whom, of_cards, &books);
  const ReportTrunks of_trunks;
  const auto groups = parts->data->group_names();
  const std::vector<runtime::Name> group_names{groups.begin(), groups.end()};
  whom = present(self, group_names);
  books.trunks = co_await ask_all<TrunkBooks>(self, whom, of_trunks, &books);
  const ReportPaths of_paths;
  const std::vector<runtime::Name> path_finder{names().path_finder};
  whom = present(self, path_finder);
  auto paths = co_await ask_all<PathBooks>(self, whom, of_paths, &books);
  if (!paths.empty()) books.paths = std::move(paths.front());
  const ReportReceivers of_receivers;
  const std::vector<runtime::Name> pool{names().digit_receivers};
  whom = present(self, pool);
  auto receivers = co_await ask_all<ReceiverBooks>(self, whom, of_receivers, &books);
  if (!receivers.empty()) books.receivers = std::move(receivers.front());
  whom = co_await half_calls(self, &books);
  const ReportHoldings of_halves;
  books.halves = co_await ask_all<Holdings>(self, whom, of_halves, &books);
  books.counts = parts->journal->counts();
  books.open_calls = parts->journal->open_calls();
  co_return books;
}

/// Calls that nobody serves end with cause 41; that is no finding any more.
std::uint64_t repair(Context self, const ExchangeParts& parts, std::vector<Finding>& findings) {
  const auto is_unserved = [](const Finding& finding) {
    return finding.law == Law::calls_have_half_calls;
  };
  for (const Finding& finding : findings) {
    if (!is_unserved(finding)) continue;
    const callmodel::CallId call{std::stoull(finding.subject)};
    const StoreCall store =
        parts.journal->abandon(call, callmodel::Cause::temporary_failure, self.now());
    if (store == StoreCall::needed) self.send(names().store, WriteSoon{});
  }
  return std::erase_if(findings, is_unserved);
}

/// `finding` is what the alarm says, empty while none is raised.
void raise_alarm(Context self, const std::string& finding) {
  if (finding.empty()) return;
  self.send(names().alarms,
            RaiseAlarm{"audit", ProbableCause::audit_finding, Severity::major, finding});
}

void tell_alarms(Context self, const AuditOutcome& outcome, std::string& finding) {
  const bool was_raised = !finding.empty();
  finding = outcome.findings.empty() ? std::string{} : outcome.findings.front().text;
  if (!finding.empty()) return raise_alarm(self, finding);
  if (was_raised) self.send(names().alarms, ClearAlarm{"audit", ProbableCause::audit_finding});
}

Task<AuditOutcome> audit(Context self, const ExchangeParts* parts) {
  const Books books = co_await gather(self, parts);
  AuditOutcome outcome{.when = self.now(), .unanswered = books.unanswered};
  const std::vector<Finding> findings = compare(books);
  if (findings.empty() && books.unanswered == 0) co_return outcome;
  co_await runtime::sleep(self, second_look_after);
  const Books again = co_await gather(self, parts);
  outcome.unanswered = again.unanswered;
  if (books.unanswered != 0 || again.unanswered != 0) co_return outcome;
  outcome.findings = lasting(findings, compare(again));
  outcome.repaired = repair(self, *parts, outcome.findings);
  co_return outcome;
}

}  // namespace

Task<> audit_process(Context self, const ExchangeParts* parts) {
  std::string alarm;
  const runtime::Duration period = parts->data->config().maintenance.audit_period;
  runtime::Instant due = self.now() + period;
  for (;;) {
    const runtime::Duration left = std::max(due - self.now(), runtime::Duration::zero());
    const Message message =
        co_await runtime::receive_any<runtime::Call<RunAudit>, RaiseAlarmsAgain>(self, left);
    if (message.is<RaiseAlarmsAgain>()) {
      raise_alarm(self, alarm);
      continue;
    }
    const AuditOutcome outcome = co_await audit(self, parts);
    parts->audits->add(outcome);
    tell_alarms(self, outcome, alarm);
    due = self.now() + period;
    if (!message) continue;
    AuditReport report = parts->audits->report();
    self.reply(message.get_if<runtime::Call<RunAudit>>()->from, std::move(report));
  }
}

}  // namespace forlopp::exchange

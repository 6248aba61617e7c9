#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "runtime/node.hpp"
#include "runtime/script.hpp"

namespace forlopp::test {

/// Where an answer is put. Shared by the process that asks and whoever waits for it.
template <class Answer>
using AnswerPlace = std::shared_ptr<std::optional<Answer>>;

template <class Answer, class Question>
runtime::Task<> put_answer(runtime::Context self, runtime::Pid whom, Question question,
                           AnswerPlace<Answer> place) {
  auto answer = co_await runtime::call<Answer>(self, whom, question);
  if (answer) *place = std::move(*answer);
}

/// Asks a process from outside its node; nothing if it does not answer within 5 seconds. The types
/// are named: `ask<Answer, Question>`.
template <class Answer, class Question>
std::optional<Answer> ask(runtime::Node& node, runtime::Pid whom, Question question = {}) {
  const auto place = std::make_shared<std::optional<Answer>>();
  const runtime::Pid asker = node.spawn(
      {.label = {"asker"}}, runtime::script(&put_answer<Answer, Question>, whom, question, place));
  if (!node.wait_for_exit(asker)) return std::nullopt;
  return std::move(*place);
}

}  // namespace forlopp::test

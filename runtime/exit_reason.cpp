#include "runtime/exit_reason.hpp"

#include <utility>

#include <fmt/format.h>

#include "runtime/heap.hpp"

namespace forlopp::runtime {
namespace {

std::string_view word(ExitReason::Kind kind) {
  using enum ExitReason::Kind;
  switch (kind) {
    case normal: return "normal";
    case shutdown: return "shutdown";
    case kill: return "kill";
    case killed: return "killed";
    case noproc: return "noproc";
    case noconnection: return "noconnection";
    case timeout: return "timeout";
    case error: return "error";
    case trap: return "trap";
    case term: return "term";
  }
  return "unknown";
}

}  // namespace

ExitReason::ExitReason(Kind kind, Detail detail) : kind_{kind} {
  detail = copied_out(std::move(detail));
  const Outside outside;
  detail_ = std::make_shared<const Detail>(std::move(detail));
}

ExitReason::ExitReason(std::string_view term)
    : ExitReason{Kind::term, Detail{std::string{term}, {}}} {}

ExitReason ExitReason::shutdown_because(std::string_view detail) {
  return {Kind::shutdown, Detail{std::string{detail}, {}}};
}

ExitReason ExitReason::error(std::string what, std::vector<std::string> stack) {
  return {Kind::error, Detail{std::move(what), std::move(stack)}};
}

ExitReason ExitReason::trap(std::string what, std::vector<std::string> stack) {
  return {Kind::trap, Detail{std::move(what), std::move(stack)}};
}

ExitReason ExitReason::raised_in_start(const std::string& what, std::vector<std::string> stack) {
  return {Kind::term, Detail{fmt::format("{{EXIT,{{{},STACK}}}}", what), std::move(stack)}};
}

std::string_view ExitReason::detail() const {
  return detail_ ? std::string_view{detail_->text} : std::string_view{};
}

const std::vector<std::string>& ExitReason::stack() const {
  static const std::vector<std::string> none;
  return detail_ ? detail_->stack : none;
}

std::string to_string(const ExitReason& reason) {
  using enum ExitReason::Kind;
  if (reason.detail().empty()) return std::string{word(reason.kind())};
  if (reason.kind() == term) return std::string{reason.detail()};
  if (reason.kind() == shutdown) return fmt::format("{{shutdown,{}}}", reason.detail());
  return fmt::format("{}: {}", word(reason.kind()), reason.detail());
}

std::string to_term(const ExitReason& reason) {
  using enum ExitReason::Kind;
  if (reason.kind() != error && reason.kind() != trap) return to_string(reason);
  return fmt::format("{{{},STACK}}", reason.detail());
}

}  // namespace forlopp::runtime

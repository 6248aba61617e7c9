#include "scenarios/engine/run_audit.hpp"

#include <fmt/format.h>

namespace forlopp::scenario {
namespace {

AuditResult law(std::string name, bool held, std::string finding) {
  return {.law = std::move(name),
          .held = held,
          .checks = 1,
          .finding = held ? std::string{} : std::move(finding)};
}

}  // namespace

std::vector<AuditResult> audit(runtime::SimulatedNode& node, const exchange::Exchange& exchange,
                               const RunCollector&) {
  // What has ended is written within the time of a batch.
  node.run_for(2 * exchange.data().config().store.batch_time);
  const exchange::CallCounts books = exchange.counts();
  std::vector<AuditResult> results;
  results.push_back(
      law("attempts = answered + failed + in progress",
          books.attempts == books.answered + books.failed + books.in_progress,
          fmt::format("{} attempts, {} answered, {} failed, {} in progress", books.attempts,
                      books.answered, books.failed, books.in_progress)));
  const std::uint64_t ended = books.answered - books.talking + books.failed;
  results.push_back(law(
      "every call that has ended is recorded once", books.written == ended && books.waiting == 0,
      fmt::format("{} ended, {} recorded, {} waiting", ended, books.written, books.waiting)));
  return results;
}

}  // namespace forlopp::scenario

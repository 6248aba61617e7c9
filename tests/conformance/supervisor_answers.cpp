#include "tests/conformance/supervisor_answers.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::ChildAnswer;
using runtime::ChildInfo;
using runtime::ChildSpec;
using runtime::ChildState;
using runtime::ChildType;

namespace {

const char* word(ChildType type) {
  return type == ChildType::supervisor ? "supervisor" : "worker";
}

std::string word(runtime::Shutdown shutdown) {
  if (shutdown == runtime::infinity) return "infinity";
  if (shutdown == runtime::brutal_kill) return "brutal_kill";
  return fmt::to_string(shutdown / std::chrono::milliseconds{1});
}

}  // namespace

std::string shown(const Stage& stage, const runtime::StartChildAnswer& answer) {
  if (answer.child) {
    if (!*answer.child) return "ok undefined";
    const std::string name = stage.name_of(*answer.child);
    return fmt::format("ok {}{}{}", name, answer.info.empty() ? "" : " ", answer.info);
  }
  const std::string reason = shown(answer.child.error());
  if (answer.holder) return fmt::format("error {{{},{}}}", reason, stage.name_of(answer.holder));
  if (!answer.not_kept) return "error " + reason;
  return fmt::format("error {{{},child({})}}", reason, answer.not_kept->id);
}

std::string shown(const Stage&, const ChildAnswer& answer) {
  static constexpr std::array texts{"ok", "error not_found", "error running", "error restarting",
                                    "error simple_one_for_one"};
  return texts[static_cast<std::size_t>(answer)];
}

std::string shown(const Stage& stage, const std::vector<ChildInfo>& children,
                  runtime::Strategy strategy) {
  const bool simple = strategy == runtime::Strategy::simple_one_for_one;
  std::vector<std::string> texts;
  for (const ChildInfo& child : children) {
    const char* state = child.state == ChildState::restarting ? "restarting" : "undefined";
    texts.push_back(fmt::format("{}:{}:{}", simple ? "_" : child.id,
                                child.pid ? stage.name_of(child.pid) : state, word(child.type)));
  }
  if (simple) std::ranges::sort(texts);
  return fmt::format("[{}]", fmt::join(texts, ","));
}

std::string shown(const Stage&, const runtime::ChildCounts& counts) {
  return fmt::format("specs={} active={} supervisors={} workers={}", counts.specs, counts.active,
                     counts.supervisors, counts.workers);
}

std::string shown(const Stage&, const runtime::ChildSpecAnswer& answer) {
  static constexpr std::array restarts{"permanent", "transient", "temporary"};
  if (!answer.spec) return "error not_found";
  const ChildSpec& spec = *answer.spec;
  return fmt::format("ok id={} restart={} significant={} shutdown={} type={}", spec.id,
                     restarts[static_cast<std::size_t>(spec.restart)], spec.significant,
                     word(spec.patience()), word(spec.type));
}

std::string shown(const Stage&, const runtime::UpgradeAnswer& answer) {
  return answer.refused ? "error " + shown(*answer.refused) : "ok";
}

}  // namespace forlopp::conformance

#include "tests/conformance/supervisor_plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace forlopp::conformance {

using runtime::AutoShutdown;
using runtime::ChildSpec;
using runtime::err;
using runtime::Restart;
using runtime::Result;
using runtime::Strategy;
using runtime::SupervisorSpec;

namespace {

template <class Value>
using Word = std::pair<std::string_view, Value>;

constexpr std::array strategies{Word<Strategy>{"one_for_one", Strategy::one_for_one},
                                Word<Strategy>{"one_for_all", Strategy::one_for_all},
                                Word<Strategy>{"rest_for_one", Strategy::rest_for_one},
                                Word<Strategy>{"simple_one_for_one", Strategy::simple_one_for_one}};
constexpr std::array auto_shutdowns{
    Word<AutoShutdown>{"never", AutoShutdown::never},
    Word<AutoShutdown>{"any_significant", AutoShutdown::any_significant},
    Word<AutoShutdown>{"all_significant", AutoShutdown::all_significant}};
constexpr std::array restarts{Word<Restart>{"permanent", Restart::permanent},
                              Word<Restart>{"transient", Restart::transient},
                              Word<Restart>{"temporary", Restart::temporary}};
constexpr std::array trap_modes{
    Word<Trap::Mode>{"same", Trap::Mode::same}, Word<Trap::Mode>{"ignore", Trap::Mode::ignore},
    Word<Trap::Mode>{"exit", Trap::Mode::exit}, Word<Trap::Mode>{"delay", Trap::Mode::delay}};

template <class Words>
auto value_of(const Words& words, std::string_view text)
    -> std::optional<typename Words::value_type::second_type> {
  const auto found = std::ranges::find(words, text, [](const auto& word) { return word.first; });
  if (found == words.end()) return {};
  return found->second;
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || stopped != end) return {};
  return number;
}

Fault invalid(std::string_view what, const std::string& value) {
  return {fmt::format("{{invalid_{},{}}}", what, value)};
}

Trap read_trap(const Fields& fields) {
  const auto trap = fields.object("trap");
  if (!trap) return {};
  const auto mode = value_of(trap_modes, trap->word("mode"));
  if (!mode) trap->complain("unknown mode '" + trap->word("mode") + "'");
  Trap read{.mode = mode.value_or(Trap::Mode::none)};
  if (read.mode == Trap::Mode::exit) read.reason = trap->word("reason");
  if (read.mode == Trap::Mode::delay) read.delay = std::chrono::milliseconds{trap->number("ms")};
  return read;
}

Result<runtime::Shutdown, Fault> shutdown_of(const std::string& text) {
  if (text == "infinity") return runtime::infinity;
  if (text == "brutal_kill") return runtime::brutal_kill;
  const auto ms = number_of(text);
  if (!ms) return err(invalid("shutdown", text));
  return std::chrono::milliseconds{*ms};
}

}  // namespace

Outcome read_outcome(const Fields& where, const std::string& text) {
  static constexpr std::array<std::string_view, 2> bare{"ok", "ignore"};
  static constexpr std::array<std::string_view, 6> detailed{"ok_dead", "extra", "error",
                                                            "bad",     "raise", "init_exit"};
  const auto colon = text.find(':');
  const std::string what = text.substr(0, colon);
  const bool known = colon == std::string::npos ? std::ranges::count(bare, what) != 0
                                                : std::ranges::count(detailed, what) != 0;
  if (!known) where.complain("unknown outcome of a start '" + text + "'");
  return {what, colon == std::string::npos ? "" : text.substr(colon + 1)};
}

ChildPlan read_child(const Fields& fields) {
  ChildPlan child{.id = fields.word("id"), .restart = fields.word_or("restart", "permanent")};
  child.significant = fields.word_or("significant", "false");
  child.has_start = !fields.is_set("nostart");
  if (fields.has("shutdown")) child.shutdown = fields.word("shutdown");
  if (fields.has("trap")) child.trap = read_trap(fields);
  for (const std::string& start : fields.words("start")) {
    child.starts.push_back(read_outcome(fields, start));
  }
  if (!fields.has("sup")) return child;
  if (const auto inner = fields.object("sup")) {
    child.supervisor =
        std::make_shared<SupervisorPlan>(read_supervisor(*inner, SupervisorPlan{.id = child.id}));
  }
  return child;
}

SupervisorPlan read_supervisor(const Fields& fields, SupervisorPlan plan) {
  const auto read = [&](std::string_view key, std::string& value) {
    if (fields.has(key)) value = fields.word(key);
  };
  read("strategy", plan.strategy);
  read("intensity", plan.intensity);
  read("period", plan.period);
  read("auto_shutdown", plan.auto_shutdown);
  read("init", plan.init);
  static constexpr std::array<std::string_view, 4> inits{"", "ignore", "bad", "crash"};
  if (std::ranges::count(inits, plan.init) == 0) {
    fields.complain("unknown 'init' '" + plan.init + "'");
  }
  if (!fields.has("children")) return plan;
  plan.children.clear();
  for (const Fields& child : fields.objects("children", "child")) {
    plan.children.push_back(read_child(child));
  }
  return plan;
}

Result<SupervisorSpec, Fault> flags_of(const SupervisorPlan& plan) {
  const auto strategy = value_of(strategies, plan.strategy);
  if (!strategy) return err(invalid("strategy", plan.strategy));
  const auto intensity = number_of(plan.intensity);
  constexpr std::int64_t intensity_max = std::numeric_limits<std::uint32_t>::max();
  if (!intensity || *intensity < 0) return err(invalid("intensity", plan.intensity));
  const auto period = number_of(plan.period);
  if (!period) return err(invalid("period", plan.period));
  const auto auto_shutdown = value_of(auto_shutdowns, plan.auto_shutdown);
  if (!auto_shutdown && *period > 0) return err(invalid("auto_shutdown", plan.auto_shutdown));
  const auto restarts_max = static_cast<std::uint32_t>(std::min(*intensity, intensity_max));
  return SupervisorSpec{
      .strategy = *strategy,
      .intensity = {.restarts_max = restarts_max, .period = std::chrono::seconds{*period}},
      .auto_shutdown = auto_shutdown.value_or(AutoShutdown::never)};
}

Result<ChildSpec, Fault> child_of(const ChildPlan& plan) {
  const auto in_child = [](Fault fault) {
    fault.in_child = true;
    return err(std::move(fault));
  };
  ChildSpec spec{.id = plan.id};
  const auto restart = value_of(restarts, plan.restart);
  if (!restart) return in_child(invalid("restart_type", plan.restart));
  spec.restart = *restart;
  if (plan.significant != "true" && plan.significant != "false") {
    return in_child(invalid("significant", plan.significant));
  }
  spec.significant = plan.significant == "true";
  if (plan.shutdown) {
    const auto shutdown = shutdown_of(*plan.shutdown);
    if (!shutdown) return in_child(shutdown.error());
    spec.shutdown = *shutdown;
  }
  if (plan.supervisor) spec.type = runtime::ChildType::supervisor;
  return spec;
}

}  // namespace forlopp::conformance

#include "runtime/process_glance.hpp"

#include "runtime/internal/crash.hpp"
#include "runtime/internal/process_table.hpp"

namespace forlopp::runtime {
namespace {

std::string_view state_of(const Process& process) {
  const bool can_say = process.code && process.begun && !process.abandoned;
  return can_say ? process.code->state_name() : std::string_view{};
}

ProcessGlance seen(const Process& process, Pid pid) {
  return {.pid = pid,
          .parent = process.parent.load(),
          .label = process.label(),
          .name = process.name.load(),
          .state = state_of(process),
          .started = process.started,
          .messages_waiting = process.waiting,
          .code = process.code.get()};
}

}  // namespace

void glance(const SimulatedNode& node, const std::function<void(const ProcessGlance&)>& see) {
  for (const Pid pid : node.processes().living()) {
    const Process* process = node.processes().find(pid);
    if (process != nullptr) see(seen(*process, pid));
  }
}

std::optional<std::uint32_t> messages_waiting(const SimulatedNode& node, Pid pid) {
  const Process* process = node.is_alive(pid) ? node.processes().find(pid) : nullptr;
  return process == nullptr ? std::nullopt : std::optional{process->waiting};
}

std::optional<ProcessPortrait> portrait(const SimulatedNode& node, Pid pid) {
  const Process* process = node.is_alive(pid) ? node.processes().find(pid) : nullptr;
  if (process == nullptr) return std::nullopt;
  return ProcessPortrait{.info = info_of(*process),
                         .state = std::string{state_of(*process)},
                         .started = process->started,
                         .black_box = open_black_box(node, process->black_box)};
}

}  // namespace forlopp::runtime

#include "runtime/process_info.hpp"

#include <malloc.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/internal/inbox.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {
namespace {

ProcessInfo::Monitored monitored(const Relations& relations, const Pairs::Pair& monitor) {
  ProcessInfo::Monitored item{.pid = Pid::from_bits(monitor.value)};
  if (!relations.rare) return item;
  const auto note = relations.rare->monitor_notes.find(monitor.key);
  if (note != relations.rare->monitor_notes.end()) item.name = note->second.name;
  return item;
}

void add_relations(ProcessInfo& info, const Relations& relations) {
  info.links = relations.linked_pids();
  for (const auto& monitor : relations.monitoring.all()) {
    info.monitors.push_back(monitored(relations, monitor));
  }
  for (const auto& watcher : relations.watchers.all()) {
    info.monitored_by.push_back(Pid::from_bits(watcher.value));
  }
}

std::size_t memory_of_code(const ProcessCode* code) {
  void* const object = const_cast<void*>(dynamic_cast<const void*>(code));
  return heap_chunks::contain(object) ? 0 : ::malloc_usable_size(object);
}

std::size_t memory_of(const Process& process) {
  std::size_t bytes = sizeof(Process) + memory_of_code(process.code.get());
  bytes += process.black_box.memory();
  for (const Envelope* waiting = process.oldest; waiting != nullptr; waiting = waiting->next) {
    bytes += sizeof(Envelope) + waiting->type->size;
  }
  return bytes;
}

void add_heap(ProcessInfo& info, const OwnMemory& own) {
  if (!own.heap) return;
  info.memory += own.heap->held();
  info.heap_bytes = own.heap->bytes();
  info.heap_blocks = own.heap->blocks();
  info.heap_limit = own.limits.heap_bytes;
}

}  // namespace

ProcessInfo info_of(const Process& process) {
  ProcessInfo info{.pid = process.pid(),
                   .parent = process.parent,
                   .label = to_string(process.label()),
                   .name = process.name.load(),
                   .trap_exit = process.trap_exit,
                   .messages_waiting = process.waiting,
                   .memory = memory_of(process)};
  if (process.own) add_heap(info, *process.own);
  if (process.relations) add_relations(info, *process.relations);
  return info;
}

std::vector<Pid> processes(Context self) {
  const trap::RuntimeScope scope;
  return self.node().processes().living();
}

Task<std::optional<ProcessInfo>> process_info(Context self, Pid other) {
  using Answer = Reply<std::optional<ProcessInfo>>;
  const Ref ref = self.make_ref();
  {
    const trap::RuntimeScope scope;
    inbox::send_signal(self.node(), self.self(), other, signal::InfoQuery{ref});
  }
  const auto answers = [ref](const Message& message) {
    const auto* answer = message.get_if<Answer>();
    return answer != nullptr && answer->ref == ref;
  };
  const Message message = co_await receive_if(self, answers);
  co_return std::move(message.get_if<Answer>()->value);
}

}  // namespace forlopp::runtime

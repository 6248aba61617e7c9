#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "runtime/internal/black_box.hpp"
#include "runtime/internal/process_heap.hpp"
#include "runtime/internal/relations.hpp"
#include "runtime/limits.hpp"
#include "runtime/message.hpp"
#include "runtime/process_code.hpp"
#include "runtime/spawn.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// What only few processes have.
struct OwnMemory {
  Limits limits{};
  ProcessHeap::Owned heap{};
};

/// The control block of a process: a slot of the process table, used again by later generations.
/// Everything but what is atomic belongs to the thread that runs the process.
struct Process {
  /// The inbox is a stack of envelopes, newest first, or one of these marks. A process that is
  /// running or queued has an empty or filled inbox; whoever replaces `asleep` must queue it.
  static Envelope* asleep() { return reinterpret_cast<Envelope*>(std::uintptr_t{1}); }
  static Envelope* closed() { return reinterpret_cast<Envelope*>(std::uintptr_t{2}); }

  static constexpr std::uint32_t no_limit = UINT32_MAX;

  std::atomic<Envelope*> inbox{closed()};
  std::atomic<std::uint64_t> pid_bits{0};

  std::atomic<const char*> label_kind{"process"};  ///< Others may read it at any time.
  std::atomic<std::uint32_t> label_number{0};
  std::uint32_t waiting = 0;  ///< How many messages the mailbox holds.

  // The mailbox: what has been accepted, oldest first.
  Envelope* oldest = nullptr;
  Envelope** end = &oldest;   ///< Where the next one is linked.
  Envelope** scan = &oldest;  ///< The first one not yet offered since the last was taken.

  std::unique_ptr<ProcessCode> code{};
  std::unique_ptr<Relations> relations{};
  BlackBox black_box{};
  std::unique_ptr<ExitReason> ending{};  ///< Set: it will end with this as soon as it returns.
  Process* next_in_queue = nullptr;

  std::atomic<Pid> parent{};  ///< Others may read it; see `parent_of`.
  Instant started{};          ///< As `Scheduler::about_now` had it.
  Ref receive_timer{};
  std::unique_ptr<OwnMemory> own{};   ///< Limits and a heap of its own, if it has either.
  std::uint32_t receive_number = 0;   ///< Tells a stale ReceiveTimeout.
  std::uint32_t too_many = no_limit;  ///< A mailbox that holds so many is looked at.
  std::atomic<Name> name{};           ///< Others may change it at any time.
  Priority priority : 2 = Priority::normal;
  Processor processor : 1 = Processor::own;
  std::atomic<bool> lives{false};        ///< Until its end is being told.
  std::atomic<bool> owns_tables{false};  ///< Or did, or is just being given one.
  bool trap_exit = false;
  bool begun : 1 = false;         ///< `init` was called,
  bool initialised : 1 = false;   ///< and has succeeded: there is something to `terminate`.
  bool timed_out : 1 = false;     ///< A current ReceiveTimeout has arrived.
  bool ended_itself : 1 = false;  ///< So `terminate` is called.
  bool abandoned : 1 = false;     ///< Its code was left in the middle and must not be touched.
  bool by_link : 1 = false;
  bool ignored : 1 = false;       ///< `init` said that it is not needed.
  bool acknowledged : 1 = false;  ///< Whoever started it is to think that it did start.
  // Of the slice that it has now, or had last:
  std::uint32_t sent = 0;     ///< Messages that it has sent,
  std::uint32_t handled = 0;  ///< and handled.

  Process() = default;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Label label() const {
    return {label_kind.load(std::memory_order_acquire),
            label_number.load(std::memory_order_acquire)};
  }
  Pid pid() const { return Pid::from_bits(pid_bits.load(std::memory_order_acquire)); }
  Relations& relate() {
    if (!relations) relations = std::make_unique<Relations>();
    return *relations;
  }
  /// There is something in the mailbox that it has not refused since it last received.
  bool may_have_work() const { return !begun || *scan != nullptr || timed_out; }
  /// Puts a message behind all others of the mailbox.
  void put_last(Envelope* envelope) {
    envelope->next = nullptr;
    *end = envelope;
    end = &envelope->next;
    ++waiting;
  }
  /// Takes out the message to which this link of the mailbox leads.
  Envelope* take(Envelope** link) {
    Envelope* envelope = *link;
    *link = envelope->next;
    if (end == &envelope->next) end = link;
    if (scan == &envelope->next) scan = link;
    --waiting;
    return envelope;
  }
  /// Puts a message before all others of the mailbox.
  void put_first(Envelope* envelope);
  /// Removes the `Down` of this monitor from the mailbox, if it is there.
  void remove_down(Ref ref);
  /// The same with the answer to a question.
  void remove_answer(Ref ref);
  /// Removes all such messages from the mailbox.
  void remove_messages(const std::function<bool(const Message&)>& are_meant);
  ProcessHeap* heap() const { return own ? own->heap.get() : nullptr; }
  void end_with(ExitReason reason) {
    const Outside outside;
    if (!ending) ending = std::make_unique<ExitReason>(std::move(reason));
  }
};

}  // namespace forlopp::runtime

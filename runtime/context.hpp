#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "runtime/alias.hpp"
#include "runtime/process_code.hpp"
#include "runtime/random.hpp"
#include "runtime/signals.hpp"
#include "runtime/spawn.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

class Node;
struct PendingTimer;
namespace lifecycle {
enum class Relation : std::uint8_t;
}
struct Process;

/// Whether `demonitor` also removes a `Down` that is already in the mailbox.
enum class Flush : std::uint8_t { keep_down, flush_down };

/// Everything that a running process may do. Handed to it by the scheduler, valid as long as the
/// process lives, and only inside its own code: never keep one for use from elsewhere. A cheap
/// value, because a coroutine must hold it by value.
class Context {
 public:
  Context(Node& node, Process& process) : node_{&node}, process_{&process} {}

  Pid self() const;
  /// Who spawned it; nobody for processes spawned from outside.
  Pid parent() const;
  Label label() const;
  Node& node() const { return *node_; }
  /// Time since the node started; does not move under the simulator while a message is handled.
  Instant now() const;
  /// The node's generator under the simulator, the scheduler thread's under threads.
  Random& random() const;
  Ref make_ref() const;

  /// To a dead or unknown pid: silence.
  template <class T>
  void send(Pid to, T message) const {
    send_message(to, Message::of<T>(std::move(message)));
  }
  /// To whoever has the name now; false if nobody has.
  template <class T>
  bool send(Name to, T message) const {
    const Pid pid = whereis(to);
    if (pid) send<T>(pid, std::move(message));
    return static_cast<bool>(pid);
  }
  /// As long as the alias is active; otherwise silence.
  template <class T>
  void send(Alias to, T message) const {
    send_through(to, Message::of<T>(std::move(message)));
  }
  void send_message(Pid to, Message message) const;
  void send_through(Alias to, Message message) const;

  /// Asks a server; the answer arrives as `Reply<T>` with the returned reference.
  template <class Request>
  Ref request(Pid server, Request question) const {
    const Ref ref = make_ref();
    send(server, Call<Request>{From{self(), ref}, std::move(question)});
    return ref;
  }
  /// OTP's send_request: like `request`, and if the server ends first a `Down` with that reference
  /// comes instead of the answer. Take the one that comes with `receive_response` (scripts), or
  /// call `abandon` with the reference when it has come or is no longer wanted.
  template <class Request>
  Ref send_request(Pid server, Request question) const {
    const Ref ref = monitor_for_reply(server);
    send(server, Call<Request>{From{self(), ref}, std::move(question)});
    return ref;
  }
  /// Neither answer nor `Down` of this request will be seen any more.
  void abandon(Ref request) const;
  template <class T>
  void reply(const From& to, T answer) const {
    send(to.pid, Reply<T>{to.ref, std::move(answer)});
  }

  /// A new process that runs `code`; its `init` runs when it is first scheduled. Throws
  /// `SystemLimit`.
  Pid spawn(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const;
  Pid spawn_link(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const;
  Monitored spawn_monitor(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const;
  /// Both in one step: nothing can come between.
  Monitored spawn_link_monitor(const SpawnOptions& options,
                               std::unique_ptr<ProcessCode> code) const;
  /// OTP's synchronous start: the new process, linked, has run its `init` when this returns.
  StartResult start_link(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const;
  /// For an `init` that goes on although the start has succeeded: if it fails after this, its
  /// starter gets the pid all the same, and then an exit signal; and there is something to
  /// `terminate`. Sends nothing; a start by proc_lib.hpp waits for `proc_lib::init_ack`.
  void init_ack() const;

  template <class Code, class... Args>
  Pid spawn(const SpawnOptions& options, Args&&... args) const {
    return spawn(options, std::unique_ptr<ProcessCode>{
                              make_code<Code>(heap_for(options), std::forward<Args>(args)...)});
  }
  template <class Code, class... Args>
  Pid spawn_link(const SpawnOptions& options, Args&&... args) const {
    return spawn_link(options, std::unique_ptr<ProcessCode>{make_code<Code>(
                                   heap_for(options), std::forward<Args>(args)...)});
  }
  template <class Code, class... Args>
  Monitored spawn_monitor(const SpawnOptions& options, Args&&... args) const {
    return spawn_monitor(options, std::unique_ptr<ProcessCode>{make_code<Code>(
                                      heap_for(options), std::forward<Args>(args)...)});
  }
  template <class Code, class... Args>
  StartResult start_link(const SpawnOptions& options, Args&&... args) const {
    return start_link(options, std::unique_ptr<ProcessCode>{make_code<Code>(
                                   heap_for(options), std::forward<Args>(args)...)});
  }

  /// Ends this process when the current callback returns.
  void stop(ExitReason reason = {}) const;
  /// It will end when the current callback returns.
  bool is_ending() const;
  /// Ends this process here and now: the stack is unwound.
  [[noreturn]] void exit(ExitReason reason = {}) const;
  /// For computations that take long: does not return if an exit signal has ended this process; the
  /// stack is unwound. Lets nobody else run. A few nanoseconds.
  void checkpoint() const;
  /// For `init` only, OTP's ignore: the process is not needed after all. It ends normally, and its
  /// start returns nobody (an empty pid) and no failure.
  void ignore() const;
  /// OTP's exit/2: an exit signal to any process. Reason `kill` cannot be trapped.
  void exit_signal(Pid to, ExitReason reason) const;
  /// From now on exit signals arrive as `Exit` messages. Returns what was set before.
  bool trap_exit(bool on = true) const;

  /// Linking twice is linking once; to a dead process, an exit signal with reason noproc comes
  /// back.
  void link(Pid other) const;
  /// Like `link`, but false and no signal if the other is dead and this process does not trap
  /// exits (OTP: error noproc).
  [[nodiscard]] bool link_if_alive(Pid other) const;
  void unlink(Pid other) const;
  /// A `Down` with this reference comes when `other` has ended; at once if it is already gone.
  Ref monitor(Pid other) const;
  /// Like `monitor`, and the reference may be given away as a return address: a `Reply` with it
  /// gets in only as long as the monitor is there. So an answer that comes too late is never seen
  /// (OTP's alias).
  Ref monitor_for_reply(Pid other) const;
  /// The `Down` carries the tag; with an alias, `alias_of` the reference is one.
  Ref monitor(Pid other, const MonitorOptions& options) const;
  /// Whoever has the name now; if nobody has, a `Down` with noproc comes at once.
  Ref monitor(Name other, const MonitorOptions& options = {}) const;
  /// False if the monitor was not armed any more: it has told of an end, or was removed.
  bool demonitor(Ref ref, Flush flush = Flush::flush_down) const;

  /// A return address of this process that can be switched off: until `unalias`, or for one reply.
  Alias alias(AliasMode mode = AliasMode::explicit_unalias) const;
  Alias alias_of(Ref monitor) const { return {self(), monitor}; }
  /// False if it is another's, or not active any more.
  bool unalias(Alias alias) const;

  /// False if the name is taken or this process has one already.
  bool register_name(Name name) const { return register_name(name, self()); }
  /// The same for any process; false as well if it is gone.
  bool register_name(Name name, Pid process) const;
  /// Takes the name from whoever has it; false if nobody has.
  bool unregister_name(Name name) const;
  Pid whereis(Name name) const;

  /// Sends `message` to `to` after `delay`; dies silently with its target. The reference cancels
  /// it.
  template <class T>
  Ref send_after(Duration delay, Pid to, T message) const {
    return start_timer(delay, to, Message::of<T>(std::move(message)));
  }
  Ref start_timer(Duration delay, Pid to, Message message) const;
  /// To whoever has the name when the time has come.
  template <class T>
  Ref send_after(Duration delay, Name to, T message) const {
    return start_timer(delay, to, Message::of<T>(std::move(message)));
  }
  Ref start_timer(Duration delay, Name to, Message message) const;
  /// The time that was left; nothing if it has fired, was cancelled, or its target is gone. Any
  /// process may ask.
  std::optional<Duration> cancel_timer(Ref timer) const;
  /// The time that is left; nothing when `cancel_timer` would find nothing.
  std::optional<Duration> read_timer(Ref timer) const;

  /// Removes from the mailbox what nobody will want any more.
  void remove_messages(const std::function<bool(const Message&)>& are_meant) const;

  /// For `ProcessCode` that leaves messages: when to call `receive_timeout`. `Instant::max()`:
  /// never.
  void receive_until(Instant deadline) const;
  /// The same, so long from now; `infinity`: never. Looks at the clock once.
  void receive_within(Duration patience) const;
  /// Puts a message of one's own before all that wait in the mailbox: it is handled next. Of
  /// several put there by one callback, the last one.
  void handle_next(Message message) const;
  /// A hint that this process will have nothing to do for long: gives back memory it can do
  /// without.
  void hibernate() const;
  /// For waiting for an answer to a question that was asked in this very callback: what is in the
  /// mailbox already is not offered now. However full the mailbox, this costs the same.
  void pass_over_mailbox() const;

 private:
  Heap heap_for(const SpawnOptions& options) const;
  Monitored spawn_as(lifecycle::Relation relation, const SpawnOptions& options,
                     std::unique_ptr<ProcessCode> code) const;
  void call_off_receive_timeout() const;
  void start_receive_timer(Instant deadline) const;
  Ref monitor_as(Ref ref, Pid other) const;
  std::optional<Duration> left(const std::optional<PendingTimer>& timer) const;

  Node* node_;
  Process* process_;
};

}  // namespace forlopp::runtime

#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "runtime/check.hpp"
#include "runtime/context.hpp"

namespace forlopp::runtime {

/// A process told as a story: a C++20 coroutine that receives where it wants to.
///
///     Task<> echo(Context self, int times) {
///       for (int i = 0; i < times; ++i) {
///         Message message = co_await receive(self);
///         ...
///       }
///     }
///     self.spawn({.label = {"echo"}}, script(&echo, 3));
///
/// Rules that g++ 12 makes hard (docs/pitfalls): parameters are values; no aggregate temporary and
/// no capturing lambda inside an expression with co_await; a coroutine lambda captures nothing.
template <class T = void>
class [[nodiscard]] Task;

namespace script_detail {

struct PromiseCore {
  std::coroutine_handle<> awaiting{};  ///< Who continues when this task is done.
  std::exception_ptr error{};

  std::suspend_always initial_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
};

/// Resumes `next` once the coroutine that runs now has suspended: a loop, not symmetric transfer,
/// whose depth g++ 12 pays with stack (docs/pitfalls).
void continue_with(std::coroutine_handle<> next) noexcept;

struct FinalAwaiter {
  bool await_ready() noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> done) noexcept {
    if (done.promise().awaiting) continue_with(done.promise().awaiting);
  }
  void await_resume() noexcept {}
};

template <class T>
struct Promise : PromiseCore {
  std::optional<T> value{};
  Task<T> get_return_object();
  FinalAwaiter final_suspend() noexcept { return {}; }
  void return_value(T result) { value = std::move(result); }
};

template <>
struct Promise<void> : PromiseCore {
  Task<void> get_return_object();
  FinalAwaiter final_suspend() noexcept { return {}; }
  void return_void() noexcept {}
};

}  // namespace script_detail

template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = script_detail::Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle handle) : handle_{handle} {}
  Task(Task&& other) noexcept : handle_{std::exchange(other.handle_, nullptr)} {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) noexcept {
    handle_.promise().awaiting = caller;
    script_detail::continue_with(handle_);
  }
  T await_resume() { return result(); }

  Handle handle() const { return handle_; }
  T result() {
    auto& promise = handle_.promise();
    if (promise.error) std::rethrow_exception(std::exchange(promise.error, nullptr));
    if constexpr (!std::is_void_v<T>) return std::move(*promise.value);
  }

 private:
  Handle handle_;
};

namespace script_detail {
template <class T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>{std::coroutine_handle<Promise<T>>::from_promise(*this)};
}
inline Task<void> Promise<void>::get_return_object() {
  return Task<void>{std::coroutine_handle<Promise<void>>::from_promise(*this)};
}

/// What a waiting script wants; lives in the coroutine frame.
class Wanted {
 public:
  virtual bool wants(const Message& message) const = 0;
  Message taken{};
  std::coroutine_handle<> waiting{};
  Duration timeout = infinity;

 protected:
  ~Wanted() = default;
};

/// Tells the running script's process what is wanted next.
void wait_for(Context self, Wanted& wanted);

template <class Predicate>
class Receive final : public Wanted {
 public:
  Receive(Context self, Duration patience, Predicate predicate)
      : self_{self}, predicate_{std::move(predicate)} {
    timeout = patience;
  }
  bool wants(const Message& message) const override { return predicate_(message); }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> here) {
    waiting = here;
    wait_for(self_, *this);
  }
  /// Empty after a time-out.
  Message await_resume() { return std::move(taken); }

 private:
  Context self_;
  Predicate predicate_;
};

struct Anything {
  bool operator()(const Message&) const { return true; }
};
struct Nothing {
  bool operator()(const Message&) const { return false; }
};
template <class... T>
struct AnyOf {
  bool operator()(const Message& message) const { return (message.is<T>() || ...); }
};
template <class T>
struct AnswerTo {
  Ref ref;
  bool operator()(const Message& message) const {
    if (const auto* reply = message.get_if<Reply<T>>()) return reply->ref == ref;
    if (const auto* down = message.get_if<Down>()) return down->ref == ref;
    return false;
  }
};

}  // namespace script_detail

/// The oldest message; empty after `timeout`.
inline auto receive(Context self, Duration timeout = infinity) {
  return script_detail::Receive<script_detail::Anything>{self, timeout, {}};
}
/// The oldest message for which `predicate(const Message&)` holds; others stay. Empty after
/// `timeout`. Name a capturing predicate before the co_await.
template <class Predicate>
auto receive_if(Context self, Predicate predicate, Duration timeout = infinity) {
  return script_detail::Receive<Predicate>{self, timeout, std::move(predicate)};
}
/// The oldest message that is one of these types; empty after `timeout`.
template <class... T>
requires(sizeof...(T) > 0) auto receive_any(Context self, Duration timeout = infinity) {
  return script_detail::Receive<script_detail::AnyOf<T...>>{self, timeout, {}};
}
/// Nothing happens for `time`; messages wait.
inline auto sleep(Context self, Duration time) {
  return script_detail::Receive<script_detail::Nothing>{self, time, {}};
}

/// OTP's gen_server:call/3: asks, and waits for the answer or the server's death. The error is the
/// server's exit reason, `noproc`, `timeout`, or `calling_self`.
template <class Answer, class Request>
Task<Result<Answer, ExitReason>> call(Context self, Pid server, Request question,
                                      Duration timeout = std::chrono::seconds{5}) {
  if (server == self.self()) co_return err(ExitReason{"calling_self"});
  const Ref ref = self.monitor_for_reply(server);
  Call<Request> request{From{self.self(), ref}, std::move(question)};
  self.send(server, std::move(request));
  self.pass_over_mailbox();
  script_detail::AnswerTo<Answer> answer_to_it{ref};
  const Message message = co_await receive_if(self, answer_to_it, timeout);
  self.demonitor(ref);
  if (!message) co_return err(ExitReason{ExitReason::Kind::timeout});
  if (auto* down = message.get_if<Down>()) co_return err(std::move(down->reason));
  co_return std::move(message.get_if<Reply<Answer>>()->value);
}

/// The answer to what was asked with `Context::send_request`, or what `call` would say. After a
/// time-out the request is abandoned.
template <class Answer>
Task<Result<Answer, ExitReason>> receive_response(Context self, Ref request,
                                                  Duration timeout = std::chrono::seconds{5}) {
  script_detail::AnswerTo<Answer> answer_to_it{request};
  const Message message = co_await receive_if(self, answer_to_it, timeout);
  self.abandon(request);
  if (!message) co_return err(ExitReason{ExitReason::Kind::timeout});
  if (auto* down = message.get_if<Down>()) co_return err(std::move(down->reason));
  co_return std::move(message.get_if<Reply<Answer>>()->value);
}

/// The code of a process that runs a coroutine. Made by `script()`.
class Script : public ProcessCode {
 public:
  void init(Context& context) final;
  bool wants(const Message& message) const final;
  void receive(Context& context, Message message) final;
  void receive_timeout(Context& context) final;

 protected:
  virtual Task<> begin(Context self) = 0;

 private:
  friend void script_detail::wait_for(Context self, script_detail::Wanted& wanted);
  void resume(Context& context, std::coroutine_handle<> where);

  std::optional<Task<>> story_{};
  script_detail::Wanted* wanted_ = nullptr;
};

namespace script_detail {
template <class Function, class... Args>
class ScriptOf final : public Script {
 public:
  ScriptOf(Function function, Args... args) : function_{function}, args_{std::move(args)...} {}

 protected:
  Task<> begin(Context self) override {
    return std::apply([&](Args&... args) { return function_(self, std::move(args)...); }, args_);
  }

 private:
  Function function_;
  std::tuple<Args...> args_;
};
}  // namespace script_detail

/// The code for a process that runs `function(Context, args...)`, a coroutine.
template <class... Parameters, class... Args>
std::unique_ptr<ProcessCode> script(Task<> (*function)(Context, Parameters...), Args&&... args) {
  using Code = script_detail::ScriptOf<Task<> (*)(Context, Parameters...), Parameters...>;
  return make_code<Code>(Heap::common, function, Parameters{std::forward<Args>(args)}...);
}

}  // namespace forlopp::runtime

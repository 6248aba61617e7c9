#include "switch/mgmt/requests.hpp"

#include <algorithm>
#include <utility>

namespace forlopp::management {
namespace {

/// Clocks overflow when asked to wait for ever.
constexpr std::chrono::nanoseconds patience_max = std::chrono::hours{24};

const Refused over{Refusal::over, "the run has ended"};
const Refused busy{Refusal::busy, "too many requests wait; ask again later"};

}  // namespace

void RequestQueue::ask(Request request, Reply reply) {
  std::unique_lock lock{mutex_};
  const bool full = waiting_.size() >= requests_waiting_max;
  if (!closed_ && !full) {
    waiting_.push_back({std::move(request), std::move(reply)});
    lock.unlock();
    return arrived_.notify_one();
  }
  const Refused& refused = closed_ ? over : busy;
  lock.unlock();
  reply(refused);
}

std::optional<RequestQueue::Waiting> RequestQueue::take(std::chrono::nanoseconds patience) {
  std::unique_lock lock{mutex_};
  arrived_.wait_for(lock, std::clamp(patience, std::chrono::nanoseconds{0}, patience_max),
                    [&] { return closed_ || !waiting_.empty(); });
  if (waiting_.empty()) return std::nullopt;
  std::optional<Waiting> oldest{std::move(waiting_.front())};
  waiting_.pop_front();
  return oldest;
}

bool RequestQueue::empty() const {
  const std::scoped_lock lock{mutex_};
  return waiting_.empty();
}

bool RequestQueue::is_closed() const {
  const std::scoped_lock lock{mutex_};
  return closed_;
}

void RequestQueue::close() {
  std::unique_lock lock{mutex_};
  closed_ = true;
  std::deque<Waiting> left = std::exchange(waiting_, {});
  lock.unlock();
  arrived_.notify_all();
  for (Waiting& waiting : left) waiting.reply(over);
}

}  // namespace forlopp::management

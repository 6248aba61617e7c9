#include "switch/mgmt/requests.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "switch/mgmt/internal/weight.hpp"

namespace forlopp::management {
namespace {

/// Clocks overflow when asked to wait for ever.
constexpr std::chrono::nanoseconds patience_max = std::chrono::hours{24};

const Refused over{Refusal::over, "the run has ended"};
const Refused busy{Refusal::busy, "too many requests wait; ask again later"};

}  // namespace

void RequestQueue::ask(Request request, Reply reply) {
  const std::size_t memory = memory_of(request.arguments);
  std::unique_lock lock{mutex_};
  Line& line = lines_[static_cast<std::size_t>(request.role)];
  const bool full = line.places.size() >= requests_waiting_max ||
                    line.memory + memory > request_memory_waiting_max;
  if (!closed_ && !full) {
    line.places.push_back({{std::move(request), std::move(reply)}, memory});
    line.memory += memory;
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
                    [&] { return closed_ || !is_empty(); });
  for (Line& line : std::views::reverse(lines_)) {
    if (line.places.empty()) continue;
    std::optional<Waiting> next{std::move(line.places.front().waiting)};
    line.memory -= line.places.front().memory;
    line.places.pop_front();
    return next;
  }
  return std::nullopt;
}

bool RequestQueue::is_empty() const {
  return std::ranges::all_of(lines_, [](const Line& line) { return line.places.empty(); });
}

bool RequestQueue::empty() const {
  const std::scoped_lock lock{mutex_};
  return is_empty();
}

bool RequestQueue::is_closed() const {
  const std::scoped_lock lock{mutex_};
  return closed_;
}

void RequestQueue::close() {
  std::unique_lock lock{mutex_};
  closed_ = true;
  const std::array<Line, 2> left = std::exchange(lines_, {});
  lock.unlock();
  arrived_.notify_all();
  for (const Line& line : left)
    for (const Line::Place& place : line.places) place.waiting.reply(over);
}

}  // namespace forlopp::management

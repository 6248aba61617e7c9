#include "tests/conformance/stage.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace forlopp::conformance {

using namespace std::chrono_literals;
using runtime::Duration;
using runtime::Pid;

std::string to_string(Way way) {
  return way.threads == 0 ? fmt::format("simulated, seed {}", way.seed)
                          : fmt::format("{} threads", way.threads);
}

Stage::Stage(Way way) {
  if (way.threads == 0) {
    const runtime::SimulatedOptions options{.seed = way.seed, .observer = this};
    auto node = std::make_unique<runtime::SimulatedNode>(options);
    simulated_ = node.get();
    node_ = std::move(node);
  } else {
    const runtime::ThreadedOptions options{.schedulers = way.threads, .observer = this};
    auto node = std::make_unique<runtime::ThreadedNode>(options);
    threaded_ = node.get();
    node_ = std::move(node);
  }
  node_->trace(true);
}

Stage::~Stage() {
  node_->trace(false);
}

// The trace.

void Stage::begin_block(const std::string& title, Order order) {
  const std::scoped_lock lock{mutex_};
  close_block();
  trace_.push_back("> " + title);
  order_ = order;
}

void Stage::event(std::string line) {
  const std::scoped_lock lock{mutex_};
  events_.push_back(std::move(line));
}

void Stage::result(std::string line) {
  const std::scoped_lock lock{mutex_};
  results_.push_back(std::move(line));
  changed_.notify_all();
}

std::size_t Stage::reserve_result() {
  const std::scoped_lock lock{mutex_};
  results_.emplace_back();
  return results_.size() - 1;
}

void Stage::result(std::size_t place, std::string line) {
  const std::scoped_lock lock{mutex_};
  results_.at(place) = std::move(line);
  changed_.notify_all();
}

void Stage::close_block() {
  std::erase(results_, "");

  events_.insert(events_.end(), std::move_iterator{results_.begin()},
                 std::move_iterator{results_.end()});
  if (order_ == Order::none) std::ranges::sort(events_);
  trace_.insert(trace_.end(), std::move_iterator{events_.begin()},
                std::move_iterator{events_.end()});
  events_.clear();
  results_.clear();
}

std::vector<std::string> Stage::take_trace() {
  const std::scoped_lock lock{mutex_};
  close_block();
  return std::move(trace_);
}

// Time.

void Stage::settle() {
  if (simulated_ != nullptr) return simulated_->settle();
  threaded_->wait_until_idle();
}

bool Stage::settle_until(const std::function<bool()>& done) {
  settle();
  if (simulated_ != nullptr) {
    while (!done() && simulated_->step()) simulated_->settle();
  } else if (!done()) {
    wait_until(done, 10s);
    threaded_->wait_until_idle();
  }
  return done();
}

void Stage::run_out() {
  if (simulated_ != nullptr) return simulated_->run_until_idle();
  threaded_->wait_until_idle();
}

void Stage::wait(Duration time) {
  if (simulated_ != nullptr) return simulated_->run_for(time);
  const auto never = [] { return false; };
  wait_until(never, time);
  threaded_->wait_until_idle();
}

/// Looks again whenever a result has come.
bool Stage::wait_until(const std::function<bool()>& done, Duration patience) {
  std::unique_lock lock{mutex_};
  const auto unlocked = [&] {
    lock.unlock();
    const bool is_done = done();
    lock.lock();
    return is_done;
  };
  return changed_.wait_for(lock, patience, unlocked);
}

// Names.

void Stage::name(Pid pid, const std::string& name) {
  const std::scoped_lock lock{mutex_};
  names_[pid] = name;
  pids_[name] = pid;
}

std::string Stage::name_of(Pid pid) const {
  const std::scoped_lock lock{mutex_};
  const auto known = names_.find(pid);
  return known == names_.end() ? "" : known->second;
}

Pid Stage::pid_of(const std::string& name) const {
  const std::scoped_lock lock{mutex_};
  const auto known = pids_.find(name);
  return known == pids_.end() ? Pid{} : known->second;
}

void Stage::traced(const runtime::TraceEvent& event) {
  if (event.kind == runtime::TraceEvent::Kind::ended && on_end) on_end(event.to, *event.reason);
}

void Stage::supervised(const runtime::SupervisorReport& report) {
  if (on_report) on_report(report);
}

}  // namespace forlopp::conformance

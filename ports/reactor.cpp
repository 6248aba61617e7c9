#include "ports/internal/reactor.hpp"

#include <cctype>
#include <chrono>
#include <cstring>
#include <future>
#include <map>
#include <thread>

#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "ports/internal/asio_sockets.hpp"

namespace forlopp::ports {
namespace {

struct Registry {
  std::mutex mutex{};
  std::map<const runtime::Node*, std::weak_ptr<Reactor>> reactors{};
};
Registry& registry() {
  static auto* all = new Registry;  // Outlives every node.
  return *all;
}

}  // namespace

struct Reactor::Loop {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  std::thread thread{[this] { io.run(); }};
};

Reactor::Reactor(runtime::Node& node) : node_{node}, loop_{std::make_unique<Loop>()} {}

Reactor::~Reactor() = default;

std::shared_ptr<Reactor> Reactor::of(const runtime::Node& node) {
  const std::scoped_lock lock{registry().mutex};
  const auto found = registry().reactors.find(&node);
  return found == registry().reactors.end() ? nullptr : found->second.lock();
}

void Reactor::announce(const std::shared_ptr<Reactor>& reactor) {
  const std::scoped_lock lock{registry().mutex};
  registry().reactors[&reactor->node_] = reactor;
}

void Reactor::stop() {
  {
    const std::scoped_lock lock{registry().mutex};
    registry().reactors.erase(&node_);
  }
  loop_->io.stop();
  loop_->thread.join();
  const std::scoped_lock lock{mutex_};
  is_stopped_ = true;
  for (const runtime::Pid port : ports_) tell(port, SocketsGone{});
}

bool Reactor::add_port(runtime::Pid port) {
  const std::scoped_lock lock{mutex_};
  if (!is_stopped_) ports_.insert(port);
  return !is_stopped_;
}
void Reactor::remove_port(runtime::Pid port) {
  const std::scoped_lock lock{mutex_};
  ports_.erase(port);
}

void Reactor::add_acceptor(const std::shared_ptr<Acceptor>& acceptor) {
  const std::scoped_lock lock{mutex_};
  std::erase_if(acceptors_, [](const auto& one) { return one.expired(); });
  acceptors_.push_back(acceptor);
}

void Reactor::close_abandoned_acceptors() {
  std::vector<std::shared_ptr<Acceptor>> abandoned;
  {
    const std::scoped_lock lock{mutex_};
    for (const auto& one : acceptors_)
      if (auto acceptor = one.lock(); acceptor && !node_.is_alive(acceptor->owner()))
        abandoned.push_back(std::move(acceptor));
  }
  constexpr auto patience = std::chrono::seconds{1};  // The thread may have been stopped.
  for (const auto& acceptor : abandoned) {
    auto closed = std::make_shared<std::promise<void>>();
    acceptor->close();
    boost::asio::post(io(), [closed] { closed->set_value(); });
    closed->get_future().wait_for(patience);
  }
}

boost::asio::io_context& Reactor::io() {
  return loop_->io;
}

std::string word_of(const boost::system::error_code& error) {
  namespace asio_error = boost::asio::error;
  if (!error) return {};
  if (error == asio_error::eof) return "eof";
  if (error == asio_error::host_not_found) return "nxdomain";
  const char* name = error.category() == boost::system::system_category()
                         ? ::strerrorname_np(error.value())
                         : nullptr;
  if (name == nullptr) return error.message();
  std::string word{name};
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

bool is_cancelled(const boost::system::error_code& error) {
  return error == boost::asio::error::operation_aborted;
}

}  // namespace forlopp::ports

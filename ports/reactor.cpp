#include "ports/internal/reactor.hpp"

#include <cctype>
#include <cstring>
#include <map>
#include <thread>

#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

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
  for (const runtime::Pid port : ports_) tell(port, SocketsGone{});
}

void Reactor::add_port(runtime::Pid port) {
  const std::scoped_lock lock{mutex_};
  ports_.insert(port);
}
void Reactor::remove_port(runtime::Pid port) {
  const std::scoped_lock lock{mutex_};
  ports_.erase(port);
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

#include "switch/mgmt/server.hpp"

#include <array>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sys/random.h>

#include "switch/mgmt/internal/connection.hpp"

namespace forlopp::management {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Those who have not said yet what they want, besides the clients. The oldest makes room.
constexpr std::size_t strangers_max = 64;
constexpr std::chrono::milliseconds rest_after_error{100};
/// The news before it included.
constexpr std::chrono::milliseconds patience_for_goodbyes{1'000};

/// 128 bits that nobody can guess.
std::string fresh_token() {
  std::array<unsigned char, 16> bytes{};
  std::string token;
  if (::getentropy(bytes.data(), bytes.size()) != 0) return token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

class PortServer final : public Server {
 public:
  PortServer(const ServerOptions& options, std::string token, Served served)
      : io_{std::make_shared<asio::io_context>(1)},
        token_{std::move(token)},
        house_{new House{.io = io_,
                         .door = {token_, options.origins, served.metrics},
                         .served = served,
                         .clients_max = options.clients_max}},
        acceptor_{*io_},
        rest_{*io_} {}
  ~PortServer() override;

  std::string listen(const ServerOptions& options);
  void start();

  std::uint16_t port() const override { return port_; }
  const std::string& token() const override { return token_; }
  std::size_t clients() const override { return house_->clients; }
  void greet_anew(Map hello) override;

 private:
  void accept();
  void rest();
  void close();

  std::shared_ptr<asio::io_context> io_;
  std::string token_;
  std::shared_ptr<House> house_;
  tcp::acceptor acceptor_;
  asio::steady_timer rest_;
  std::uint16_t port_ = 0;
  std::promise<void> ended_{};
  std::thread thread_{};
};

std::string PortServer::listen(const ServerOptions& options) {
  error_code error;
  const std::string& address = options.address == "localhost" ? "127.0.0.1" : options.address;
  const tcp::endpoint endpoint{asio::ip::make_address(address, error), options.port};
  if (!error) acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(tcp::acceptor::max_listen_connections, error);
  if (error)
    return fmt::format("cannot listen at {} port {}: {}", options.address, options.port,
                       error.message());
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void PortServer::start() {
  accept();
  thread_ = std::thread{[this] {
    io_->run();
    ended_.set_value();
  }};
}

void PortServer::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (error) return rest();
    error_code ignored;
    if (house_->strangers.size() >= strangers_max) house_->strangers.front()->hang_up();
    converse(house_, socket.release(ignored));
    accept();
  });
}

/// No descriptors are left, perhaps; somebody will give one back.
void PortServer::rest() {
  rest_.expires_after(rest_after_error);
  rest_.async_wait([this](const error_code& error) {
    if (!error) accept();
  });
}

void PortServer::greet_anew(Map hello) {
  asio::post(*io_, [this, hello = std::move(hello)]() mutable {
    house_->served.hello = std::move(hello);
    for (Connection* connection : std::set{house_->connections}) connection->greet_anew();
  });
}

void PortServer::close() {
  error_code ignored;
  acceptor_.close(ignored);
  rest_.cancel();
  // Whoever is closed at once leaves the set meanwhile.
  for (Connection* connection : std::set{house_->connections}) connection->part();
}

PortServer::~PortServer() {
  if (!thread_.joinable()) return;
  asio::post(*io_, [this] { close(); });
  if (ended_.get_future().wait_for(patience_for_goodbyes) == std::future_status::timeout)
    io_->stop();
  thread_.join();
  house_->io.reset();  // It keeps connections, which keep the house.
  for (Connection* connection : std::set{house_->connections}) connection->forget();
}

}  // namespace

StartedServer start_server(const ServerOptions& options, Served served) {
  std::string token = options.token.empty() ? fresh_token() : options.token;
  auto server = std::make_unique<PortServer>(options, std::move(token), std::move(served));
  if (std::string error = server->listen(options); !error.empty())
    return {nullptr, std::move(error)};
  server->start();
  return {std::move(server), {}};
}

}  // namespace forlopp::management

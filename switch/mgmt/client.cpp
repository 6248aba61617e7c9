#include "switch/mgmt/client.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <fmt/format.h>

#include "switch/mgmt/host_and_port.hpp"
#include "switch/mgmt/internal/form.hpp"

namespace forlopp::management {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

/// Much more than an exchange sends at once.
constexpr ReadingLimits limits{.bytes = 16 * 1024 * 1024, .depth = 64};
constexpr std::size_t frames_kept_max = 64;
constexpr milliseconds patience_for_goodbye{500};
constexpr milliseconds between_looks{200};

class SocketClient final : public Client {
 public:
  SocketClient(ClientOptions options, Form form) : options_{std::move(options)}, form_{form} {}
  ~SocketClient() override;

  /// These say what went wrong; empty: nothing.
  std::string connect();
  std::string shake_hands();
  std::string receive_hello();

  bool is_token_wrong() const { return is_token_wrong_; }
  const Document& hello() const override { return hello_; }
  Received ask(Map request, const GivesUp& gives_up) override;
  Received next_frame(milliseconds patience) override;
  std::string acknowledge(std::int64_t frame) override;

 private:
  /// Starts something with a handler that it is given, and waits for that.
  template <class Start>
  std::string wait_for(Start start);
  bool run_until(const bool& done, milliseconds patience);
  Received receive(milliseconds patience);
  std::string send(const Document& document);
  std::string why_closed(const error_code& error) const;

  ClientOptions options_;
  Form form_;
  asio::io_context io_{1};
  websocket::stream<beast::tcp_stream> stream_{io_};
  beast::flat_buffer buffer_{};
  bool is_token_wrong_ = false;
  bool is_reading_ = false;
  bool has_read_ = false;
  error_code read_error_{};
  std::deque<Document> frames_{};
  std::int64_t last_id_ = 0;
  Document hello_{};
};

/// True if it is done in time. Another handler may end a run before that.
bool SocketClient::run_until(const bool& done, milliseconds patience) {
  bool late = false;
  asio::steady_timer timer{io_, patience};
  timer.async_wait([&](const error_code& error) { late = !error; });
  io_.restart();
  while (!done && !late && io_.run_one() > 0) continue;
  timer.cancel();
  io_.restart();
  io_.poll();  // The timer's handler refers to this call.
  return done;
}

template <class Start>
std::string SocketClient::wait_for(Start start) {
  // Handlers outlive this call where it gives up.
  struct Outcome {
    bool done = false;
    error_code error{};
  };
  const auto outcome = std::make_shared<Outcome>();
  start([outcome](const error_code& error, auto&&...) { *outcome = {true, error}; });
  if (!run_until(outcome->done, options_.patience)) {
    stream_.next_layer().close();
    return "the exchange does not answer";
  }
  return outcome->error ? why_closed(outcome->error) : std::string{};
}

std::string SocketClient::why_closed(const error_code& error) const {
  // Where the exchange did not wait for our goodbye, the error is another.
  if (stream_.reason().code != websocket::close_code::none) {
    const auto reason = stream_.reason().reason;
    return reason.empty() ? fmt::format("the exchange has closed the connection (code {})",
                                        static_cast<unsigned>(stream_.reason().code))
                          : fmt::format("the exchange has closed the connection: {}",
                                        std::string_view{reason.data(), reason.size()});
  }
  if (error == asio::error::eof || error == asio::error::connection_reset)
    return "the connection to the exchange is lost";
  return error.message();
}

std::string SocketClient::connect() {
  error_code error;
  tcp::resolver resolver{io_};
  const auto found = resolver.resolve(options_.address, std::to_string(options_.port), error);
  std::string why = error ? error.message() : wait_for([&](auto done) {
    stream_.next_layer().async_connect(found, std::move(done));
  });
  if (why.empty()) return {};
  return fmt::format("no exchange answers at {} port {}: {}", options_.address, options_.port, why);
}

std::string SocketClient::shake_hands() {
  stream_.next_layer().socket().set_option(tcp::no_delay{true});
  stream_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
    request.set(beast::http::field::sec_websocket_protocol, options_.subprotocol);
    if (!options_.token.empty())
      request.set(beast::http::field::authorization, "Bearer " + options_.token);
  }));
  stream_.read_message_max(limits.bytes);
  stream_.auto_fragment(false);
  stream_.text(form_ == Form::json);
  websocket::response_type response;
  const std::string host = host_and_port(options_.address, options_.port);
  std::string why = wait_for([&](auto done) {
    stream_.async_handshake(response, host, std::string{manage_path}, std::move(done));
  });
  is_token_wrong_ = response.result() == beast::http::status::unauthorized;
  if (why.empty() || response.body().empty()) return why;
  std::string said = response.body();
  while (said.ends_with('\n')) said.pop_back();
  return said;
}

std::string SocketClient::receive_hello() {
  Received received = receive(options_.patience);
  if (!received.error.empty()) return std::move(received.error);
  const auto* version = received.document.find_as<std::int64_t>("hello");
  if (version == nullptr) return "what answers is not an exchange";
  if (*version != protocol_version)
    return fmt::format("the exchange speaks version {} of the protocol, this program version {}",
                       *version, protocol_version);
  hello_ = std::move(received.document);
  return {};
}

SocketClient::~SocketClient() {
  if (!stream_.is_open()) return;
  options_.patience = patience_for_goodbye;
  wait_for([&](auto done) { stream_.async_close(websocket::close_code::normal, std::move(done)); });
}

std::string SocketClient::send(const Document& document) {
  const std::string data = write(form_, document);
  return wait_for([&](auto done) { stream_.async_write(asio::buffer(data), std::move(done)); });
}

/// A reading that is not over in time goes on the next time.
Client::Received SocketClient::receive(milliseconds patience) {
  if (!std::exchange(is_reading_, true))
    stream_.async_read(buffer_, [this](const error_code& error, std::size_t) {
      has_read_ = true;
      read_error_ = error;
    });
  if (!run_until(has_read_, patience)) return {};
  has_read_ = is_reading_ = false;
  if (read_error_) {
    const bool ended = stream_.reason().code == websocket::close_code::going_away;
    return {{}, why_closed(read_error_), ended};
  }
  const auto data = buffer_.cdata();
  Reading reading = read(form_, {static_cast<const char*>(data.data()), data.size()}, limits);
  buffer_.clear();
  return {std::move(reading.document), std::move(reading.error), false};
}

Client::Received SocketClient::ask(Map request, const GivesUp& gives_up) {
  const std::int64_t id = ++last_id_;
  request.insert(request.begin(), {"id", id});
  if (std::string why = send(std::move(request)); !why.empty()) return {{}, std::move(why)};
  const milliseconds between = std::min(between_looks, options_.patience);
  milliseconds left = options_.patience;
  while (!gives_up || !gives_up()) {
    Received received = receive(between);
    if (!received.error.empty()) return received;
    const auto* re = received.document.find_as<std::int64_t>("re");
    if (re != nullptr && *re == id) return received;
    if (received.document == Document{}) {
      left -= between;
      if (left <= milliseconds{0}) return {{}, "the exchange does not answer"};
      continue;
    }
    left = options_.patience;
    const bool is_told_unasked =
        received.document.find("frame") != nullptr || received.document.find("hello") != nullptr;
    if (is_told_unasked && frames_.size() < frames_kept_max)
      frames_.push_back(std::move(received.document));
  }
  return {{}, "the answer was not waited for"};
}

Client::Received SocketClient::next_frame(milliseconds patience) {
  if (!frames_.empty()) {
    Document frame = std::move(frames_.front());
    frames_.pop_front();
    return {std::move(frame), {}};
  }
  return receive(patience);
}

std::string SocketClient::acknowledge(std::int64_t frame) {
  return send(Map{{"ack", frame}});
}

}  // namespace

ConnectedClient connect_client(const ClientOptions& options) {
  const std::optional<Form> form = find_form(options.subprotocol);
  if (!form)
    return {nullptr, fmt::format("there is no subprotocol '{}'", options.subprotocol), false};
  auto client = std::make_unique<SocketClient>(options, *form);
  std::string error = client->connect();
  if (error.empty()) error = client->shake_hands();
  if (error.empty()) error = client->receive_hello();
  if (!error.empty()) return {nullptr, std::move(error), client->is_token_wrong()};
  return {std::move(client), {}, false};
}

}  // namespace forlopp::management

#include "switch/mgmt/internal/connection.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "switch/mgmt/internal/dialogue.hpp"
#include "switch/mgmt/internal/feed.hpp"
#include "switch/mgmt/internal/hello.hpp"

namespace forlopp::management {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds patience_for_requests{10};
constexpr seconds patience_for_goodbye{2};
/// Of whoever is still to be told how it ended.
constexpr int frames_of_news_max = frames_per_second_max / 2;
constexpr seconds silence_max{60};
constexpr std::size_t header_bytes_max = 8 * 1024;
constexpr milliseconds frame_period{1000 / frames_per_second_max};
/// Answers that a client has asked for and does not read.
constexpr std::size_t unread_bytes_max = 4 * 1024 * 1024;
/// Of the text in a frame that closes (RFC 6455, 5.5), with room for its code.
constexpr std::size_t reason_bytes_max = 120;
constexpr unsigned no_room = 503;

using Request = http::request<http::empty_body>;

Knock knock_of(const Request& request) {
  const auto origin = request.find(http::field::origin);
  Knock knock{.method = request.method_string(),
              .target = request.target(),
              .host = request[http::field::host],
              .authorization = request[http::field::authorization],
              .subprotocols = request[http::field::sec_websocket_protocol]};
  if (origin != request.end()) knock.origin = origin->value();
  if (websocket::is_upgrade(request)) knock.wish = Knock::Wish::web_socket;
  return knock;
}

constexpr auto the_end = "the exchange ends";
const Refused too_many{Refusal::busy, "too many of your requests wait; ask again later"};

std::size_t unanswered_max(Role role) {
  return role == Role::viewer ? requests_of_viewer_max : requests_of_operator_max;
}

class Visitor final : public Connection, public std::enable_shared_from_this<Visitor> {
 public:
  Visitor(std::shared_ptr<House> house, tcp::socket socket)
      : house_{std::move(house)}, stream_{std::move(socket)}, timer_{*house_->io} {
    house_->connections.insert(this);
    house_->strangers.push_back(this);
  }
  ~Visitor() override { forget(); }

  void start();
  void greet_anew() override;
  void part() override;
  void hang_up() override;
  void forget() override;

 private:
  // A request of HTTP comes first.
  void read_request();
  void answer(Page page);
  void let_in(const Entry& entry, const Request& request);

  // A session of documents may follow.
  void begin_session();
  void read_message();
  void hear(const Heard& heard);
  void ask(const Question& question);
  void tick();
  void send(const Map& document);
  void write_next();
  bool has_told_all(bool was_told_nothing) const;
  void close(std::string reason, websocket::close_code code);
  void say_goodbye();

  std::shared_ptr<House> house_;
  websocket::stream<beast::tcp_stream> stream_;
  asio::steady_timer timer_;  // Until the next frame; until we hang up, when closing.
  beast::flat_buffer buffer_{};
  std::optional<http::request_parser<http::empty_body>> request_{};
  std::optional<http::response<http::string_body>> response_{};

  Form form_{};
  Role role_{};
  std::string name_{};  // Empty before the session.
  std::size_t unanswered_ = 0;
  std::optional<Feed> feed_{};
  std::optional<Dialogue> dialogue_{};
  std::deque<std::string> outgoing_{};  // The first is being written.
  std::size_t outgoing_bytes_ = 0;
  std::optional<int> frames_until_end_{};
  std::optional<std::string> goodbye_{};
  websocket::close_code goodbye_code_ = websocket::close_code::none;
};

void Visitor::start() {
  request_.emplace();
  request_->header_limit(header_bytes_max);
  stream_.next_layer().expires_after(patience_for_requests);
  read_request();
}

void Visitor::read_request() {
  http::async_read_header(stream_.next_layer(), buffer_, *request_,
                          [self = shared_from_this()](const error_code& error, std::size_t) {
                            if (error || self->goodbye_) return self->hang_up();
                            const Request& request = self->request_->get();
                            const auto opened = self->house_->door.open(knock_of(request));
                            if (const auto* page = std::get_if<Page>(&opened))
                              return self->answer(*page);
                            self->let_in(std::get<Entry>(opened), request);
                          });
}

void Visitor::answer(Page page) {
  response_.emplace(static_cast<http::status>(page.status), 11);
  response_->set(http::field::content_type, page.type);
  response_->keep_alive(false);
  response_->body() = std::move(page.text);
  response_->prepare_payload();
  http::async_write(stream_.next_layer(), *response_,
                    [self = shared_from_this()](const error_code&, std::size_t) {
                      error_code ignored;
                      self->stream_.next_layer().socket().shutdown(tcp::socket::shutdown_send,
                                                                   ignored);
                      self->hang_up();
                    });
}

void Visitor::let_in(const Entry& entry, const Request& request) {
  if (house_->clients >= house_->clients_max)
    return answer({no_room, "There are as many clients as there may be.\n"});
  ++house_->clients;
  house_->strangers.remove(this);
  feed_.emplace(house_->served.board, house_->served.log);
  dialogue_.emplace(*feed_, entry.role);
  form_ = entry.form;
  role_ = entry.role;
  stream_.next_layer().expires_never();
  stream_.set_option(websocket::stream_base::timeout{patience_for_requests, silence_max, true});
  stream_.set_option(websocket::stream_base::decorator(
      [form = form_, asked = entry.form_was_asked_for](websocket::response_type& response) {
        if (asked) response.set(http::field::sec_websocket_protocol, subprotocol(form));
      }));
  stream_.read_message_max(request_bytes_max);
  stream_.auto_fragment(false);
  stream_.text(form_ == Form::json);
  stream_.async_accept(request, [self = shared_from_this()](const error_code& error) {
    if (error || self->goodbye_) return self->hang_up();
    self->begin_session();
  });
}

void Visitor::begin_session() {
  request_.reset();
  name_ = std::string{name(role_)} + ' ' + std::to_string(++house_->clients_ever);
  error_code ignored;
  stream_.next_layer().socket().set_option(tcp::no_delay{true}, ignored);
  buffer_.clear();
  send(hello_to(role_, house_->served.hello));
  read_message();
  tick();
}

void Visitor::greet_anew() {
  if (name_.empty() || !feed_) return;
  feed_->start_anew();
  send(hello_to(role_, house_->served.hello));
}

void Visitor::read_message() {
  stream_.async_read(buffer_, [self = shared_from_this()](const error_code& error, std::size_t) {
    if (error) return self->hang_up();
    if (!self->goodbye_) {
      const auto data = self->buffer_.cdata();
      const Reading reading =
          read(self->form_, {static_cast<const char*>(data.data()), data.size()});
      const Refused malformed{Refusal::malformed, reading.error};
      self->hear(reading.error.empty() ? self->dialogue_->hear(reading.document)
                                       : Heard{answer_to(nullptr, malformed)});
    }
    self->buffer_.clear();
    self->read_message();
  });
}

void Visitor::hear(const Heard& heard) {
  if (const auto* answer = std::get_if<Map>(&heard)) return send(*answer);
  if (const auto* question = std::get_if<Question>(&heard)) ask(*question);
}

/// The answer comes from another thread, perhaps when we are no more.
void Visitor::ask(const Question& question) {
  if (unanswered_ >= unanswered_max(role_)) return send(answer_to(question.id, too_many));
  ++unanswered_;
  const auto reply = [io = std::weak_ptr{house_->io}, visitor = weak_from_this(),
                      id = question.id](const Answer& answer) {
    const auto alive = io.lock();
    if (!alive) return;
    asio::post(*alive, [visitor, id, answer] {
      const auto self = visitor.lock();
      if (!self) return;
      --self->unanswered_;
      self->send(answer_to(id, answer));
    });
  };
  house_->served.requests.ask({question.what, question.arguments, name_, role_}, reply);
}

void Visitor::tick() {
  if (goodbye_ || !feed_) return;
  const std::optional<Map> frame = feed_->next_frame();
  if (frame) send(*frame);
  if (goodbye_) return;  // The timer is that of the goodbye.
  if (frames_until_end_) --*frames_until_end_;
  if (has_told_all(!frame)) return close(the_end, websocket::close_code::going_away);
  timer_.expires_after(frame_period);
  timer_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->tick();
  });
}

void Visitor::send(const Map& document) {
  if (goodbye_ || !feed_) return;
  outgoing_.push_back(write(form_, document));
  outgoing_bytes_ += outgoing_.back().size();
  if (outgoing_.size() == 1) return write_next();
  if (outgoing_bytes_ <= unread_bytes_max) return;
  outgoing_.resize(1);
  close("answers are not read", websocket::close_code::policy_error);
}

void Visitor::write_next() {
  stream_.async_write(asio::buffer(outgoing_.front()),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        if (error) return self->hang_up();
                        self->outgoing_bytes_ -= self->outgoing_.front().size();
                        self->outgoing_.pop_front();
                        if (!self->outgoing_.empty()) return self->write_next();
                        if (self->goodbye_) self->say_goodbye();
                      });
}

void Visitor::part() {
  if (goodbye_ || frames_until_end_) return;
  if (name_.empty() || !feed_) return close(the_end, websocket::close_code::going_away);
  frames_until_end_ = frames_of_news_max;
  feed_->hurry();
}

bool Visitor::has_told_all(bool was_told_nothing) const {
  if (!frames_until_end_) return false;
  const bool is_all = was_told_nothing && !feed_->waits_for_acknowledgement();
  return is_all || *frames_until_end_ <= 0;
}

/// Sends what is waiting, says goodbye with this reason.
void Visitor::close(std::string reason, websocket::close_code code) {
  if (goodbye_) return;
  goodbye_code_ = code;
  goodbye_ = std::move(reason);
  goodbye_->resize(std::min(goodbye_->size(), reason_bytes_max));
  if (name_.empty()) return hang_up();
  timer_.expires_after(patience_for_goodbye);
  timer_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->hang_up();
  });
  if (outgoing_.empty()) say_goodbye();
}

void Visitor::say_goodbye() {
  stream_.async_close({goodbye_code_, *goodbye_},
                      [self = shared_from_this()](const error_code&) { self->hang_up(); });
}

void Visitor::hang_up() {
  if (!goodbye_) goodbye_.emplace();
  error_code ignored;
  stream_.next_layer().socket().close(ignored);
  timer_.cancel();
  forget();
}

void Visitor::forget() {
  if (feed_) --house_->clients;
  dialogue_.reset();
  feed_.reset();
  house_->strangers.remove(this);
  house_->connections.erase(this);
}

}  // namespace

void converse(std::shared_ptr<House> house, int descriptor) {
  error_code error;
  tcp::socket socket{*house->io};
  socket.assign(tcp::v4(), descriptor, error);
  if (!error) std::make_shared<Visitor>(std::move(house), std::move(socket))->start();
}

}  // namespace forlopp::management

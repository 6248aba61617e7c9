#include "tests/end_to_end/console_crowd.hpp"

#include <chrono>
#include <utility>

#include "runtime/check.hpp"
#include "switch/mgmt/json.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::test {

using management::Client;
using management::Document;
using management::Map;
using namespace std::string_literals;

namespace {

constexpr std::chrono::milliseconds a_while{100};

Map subscription_to(std::string_view topic) {
  Map request{{"do", "subscribe"}, {"topic", topic}};
  if (topic == "processes") request.emplace_back("scope", "mailbox forlopp");
  return request;
}

}  // namespace

Document answer_of(Client& client, Map request) {
  Client::Received answer = client.ask(std::move(request));
  runtime::check(answer.error.empty(), answer.error);
  return std::move(answer.document);
}

std::unique_ptr<Client> come_to(std::uint16_t port, const std::string& token) {
  management::ConnectedClient connected = management::connect_client(
      {.port = port, .token = token, .patience = std::chrono::minutes{2}});
  runtime::check(connected.client != nullptr, connected.error);
  return std::move(connected.client);
}

void want_everything(Client& client) {
  for (const management::Topic& topic : management::topics()) {
    const Document answer = answer_of(client, subscription_to(topic.name));
    runtime::check(answer.find("ok") != nullptr, management::write_json(answer));
  }
  answer_of(client, {{"do", "follow"}, {"after", 0}});
}

ConsoleCrowd::ConsoleCrowd(std::uint16_t port, const std::vector<Way>& ways)
    : ready_{static_cast<std::ptrdiff_t>(ways.size())} {
  for (const Way& way : ways)
    threads_.emplace_back([this, port, way] { way(Onlooker{port, ready_, over_}); });
  ready_.wait();
}

ConsoleCrowd::~ConsoleCrowd() {
  disperse();
}

void ConsoleCrowd::disperse() {
  over_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void reads_everything(const ConsoleCrowd::Onlooker& onlooker) {
  const auto client = come_to(onlooker.port);
  want_everything(*client);
  onlooker.ready.count_down();
  std::int64_t last = 0;
  while (!onlooker.over) {
    const Client::Received frame = client->next_frame(a_while);
    runtime::check(frame.error.empty(), frame.error);
    const auto* number = frame.document.find_as<std::int64_t>("frame");
    if (number == nullptr) continue;
    runtime::check(*number == last + 1, "a frame is missing");
    client->acknowledge(last = *number);
  }
}

void asks_for_everything(const ConsoleCrowd::Onlooker& onlooker) {
  const auto client = come_to(onlooker.port);
  const std::vector<Map> questions{
      {{"do", "inspect"}, {"process", "path_finder"}},
      {{"do", "events"}, {"after", 0}, {"most", 1000}},
      {{"do", "ladder"}, {"call", 1}},
      {{"do", "dry_run"}, {"fault", "card_pulled"}, {"target", "any 3 cards"}},
      {{"do", "dry_run"}, {"fault", "half_call_crash"}, {"target", "10 % of calls"}},
      {{"do", "pause"}},  // Which is refused: it is a viewer.
  };
  onlooker.ready.count_down();
  for (std::size_t i = 0; !onlooker.over; ++i) answer_of(*client, questions[i % questions.size()]);
}

void comes_and_goes(const ConsoleCrowd::Onlooker& onlooker) {
  bool first = true;
  for (unsigned round = 0; !onlooker.over; ++round) {
    if (round % 2 == 0) {
      const auto client = come_to(onlooker.port);
      want_everything(*client);
      client->next_frame(a_while);
    } else {
      const RawSession session{onlooker.port};
      session.send_bytes("\x81\xFE\x01\x00"s + "half of it");
    }
    if (std::exchange(first, false)) onlooker.ready.count_down();
  }
}

StalledConsole::StalledConsole(std::uint16_t port) : session_{port} {
  int id = 0;
  for (const management::Topic& topic : management::topics()) {
    Map request = subscription_to(topic.name);
    request.emplace_back("id", ++id);
    session_.send(RawSession::text, management::write_json(request));
  }
  session_.send(RawSession::text, R"({"id":100,"do":"follow","after":0})");
}

std::size_t StalledConsole::frames_sent() {
  session_.send(RawSession::text, R"({"id":1000,"do":"events","most":1})");
  std::size_t frames = 0;
  while (true) {
    const RawSession::Frame frame = session_.receive();
    if (frame.kind == RawSession::ping) continue;
    if (frame.kind != RawSession::text) return frames;
    const auto read = management::read_json(frame.payload, {.bytes = 10'000'000});
    runtime::check(read.error.empty(), read.error);
    if (read.document.find("frame") != nullptr) ++frames;
    const Document* re = read.document.find("re");
    if (re != nullptr && *re == Document{1000}) return frames;
  }
}

}  // namespace forlopp::test

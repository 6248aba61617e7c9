#include "switch/mgmt/server.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/mgmt/client.hpp"
#include "tests/unit/ports/raw_socket.hpp"

namespace forlopp::management {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

/// In both forms; with a thread that runs nothing and answers everything.
class Serving : public testing::TestWithParam<std::string_view> {
 protected:
  Serving() {
    StartedServer started = start_server(
        {.port = 0, .token = "sesame", .clients_max = 3},
        {board_, log_, requests_, {{"run", "r1"}, {"seed", 7}}, [] { return "calls_up 3\n"; }});
    EXPECT_EQ(started.error, "");
    server_ = std::move(started.server);
    run_ = std::thread{[this] {
      while (auto waiting = requests_.take(1h))
        waiting->reply(Done{{{"did", waiting->request.what}, {"client", waiting->request.client}},
                            {42, log_.last()}});
    }};
  }
  ~Serving() override {
    requests_.close();
    run_.join();
  }
  ConnectedClient connect(std::string token = "sesame") {
    return connect_client({.port = server_->port(),
                           .token = std::move(token),
                           .subprotocol = std::string{GetParam()}});
  }
  std::string page(const std::string& path) {
    const auto socket = test::RawSocket::connected_to(server_->port());
    socket.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    return socket.receive(10'000);
  }
  static std::string code(const Client::Received& answer) {
    const Document* error = answer.document.find("error");
    return error ? *error->find_as<std::string>("code") : "no error";
  }
  static Document next(Client& client) {
    Client::Received frame = client.next_frame(10s);
    EXPECT_EQ(frame.error, "");
    const auto* number = frame.document.find_as<std::int64_t>("frame");
    EXPECT_NE(number, nullptr);
    EXPECT_EQ(number ? client.acknowledge(*number) : "no frame", "");
    return std::move(frame.document);
  }

  Board board_;
  EventLog log_;
  RequestQueue requests_;
  std::unique_ptr<Server> server_;
  std::thread run_;
};

INSTANTIATE_TEST_SUITE_P(InBothForms, Serving, testing::Values(subprotocol_json, subprotocol_cbor),
                         [](const auto& form) { return form.index == 0 ? "Json" : "Cbor"; });

TEST_P(Serving, HelloSaysWhatThePageSays) {
  const ConnectedClient connected = connect();
  ASSERT_EQ(connected.error, "");
  const Document& hello = connected.client->hello();
  EXPECT_EQ(*hello.find("hello"), Document{1});
  EXPECT_EQ(*hello.find("run"), Document{"r1"});
  EXPECT_EQ(*hello.find("seed"), Document{7});
  EXPECT_EQ(*hello.find("role"), Document{"operator"});
  EXPECT_THAT(*hello.find_as<std::string>("program"), StartsWith("forlopp "));
  EXPECT_EQ(*hello.find("topics")->find("field"), Document(Array{"cells"}));
  EXPECT_EQ(*hello.find("limits")->find("request_bytes"), Document{65'536});
  EXPECT_EQ(*connect("").client->hello().find("role"), Document{"viewer"});
}

TEST_P(Serving, RequestOfAnOperatorIsAnsweredByTheRun) {
  const ConnectedClient connected = connect();
  const Document answer = connected.client->ask({{"do", "pause"}}).document;
  EXPECT_EQ(*answer.find("ok"), Document(Map{{"did", "pause"}, {"client", "operator 1"}}));
  EXPECT_EQ(*answer.find("vtime"), Document{42});
}

TEST_P(Serving, ViewerAsksButChangesNothing) {
  const ConnectedClient connected = connect("");
  EXPECT_EQ(code(connected.client->ask({{"do", "pause"}})), "role");
  EXPECT_EQ(code(connected.client->ask({{"do", "dance"}})), "unknown");
  EXPECT_EQ(code(connected.client->ask({{"do", "inspect"}, {"process", "<0.1>"}})), "no error");
}

TEST_P(Serving, StateAndEventsComeInFrames) {
  const ConnectedClient connected = connect();
  Client& client = *connected.client;
  client.ask({{"do", "subscribe"}, {"topic", "cards"}});
  client.ask({{"do", "follow"}});
  board_.show({"cards"}, {});
  EXPECT_EQ(*next(client).find("topics")->find("cards")->find("all"), Document{true});
  for (int i = 1; i <= 20; ++i) {
    board_.put({"cards"}, "1/1", {i});
    const Document frame = next(client);
    EXPECT_EQ(*frame.find("topics")->find("cards")->find("rows"), Document(Array{Array{"1/1", i}}));
  }
  log_.add(EventClass::crash, 5, {{"pid", "<1.2>"}});
  EXPECT_EQ(*next(client).find("events"),
            Document(Array{Array{1, 5, "crash", Map{{"pid", "<1.2>"}}}}));
}

TEST_P(Serving, FramesWaitForTheAcknowledgementOfTheOneBeforeTheLast) {
  const ConnectedClient connected = connect();
  Client& client = *connected.client;
  client.ask({{"do", "subscribe"}, {"topic", "cards"}});
  board_.put({"cards"}, "1/1", {1});
  std::int64_t last = 0;
  for (int i = 2; last < 2; ++i) {
    board_.put({"cards"}, "1/1", {i});
    const Document frame = client.next_frame(1s).document;
    if (const auto* number = frame.find_as<std::int64_t>("frame")) last = *number;
  }
  board_.put({"cards"}, "1/1", {1'000});
  const Client::Received none = client.next_frame(200ms);
  EXPECT_EQ(none.error, "");
  EXPECT_EQ(none.document, Document{});
  EXPECT_EQ(client.acknowledge(last), "");
  EXPECT_EQ(*next(client).find("topics")->find("cards")->find("rows"),
            Document(Array{Array{"1/1", 1'000}}));
}

TEST_P(Serving, AfterTheRunEveryRequestIsRefusedWithOver) {
  const ConnectedClient connected = connect();
  requests_.close();
  EXPECT_EQ(code(connected.client->ask({{"do", "pause"}})), "over");
  EXPECT_EQ(code(connected.client->ask({{"do", "events"}})), "no error");
}

TEST_P(Serving, WhoDoesNotGetInIsToldWhy) {
  EXPECT_THAT(connect("guessed").error, HasSubstr("not the token"));
  const ConnectedClient one = connect(), two = connect(""), three = connect();
  EXPECT_EQ(server_->clients(), 3U);
  EXPECT_THAT(connect().error, HasSubstr("as many clients as there may be"));
}

TEST_P(Serving, PlaceOfAClientThatLeavesIsFree) {
  for (int i = 0; i < 10; ++i) {
    ConnectedClient one = connect();
    while (server_->clients() > 1) std::this_thread::yield();
    EXPECT_EQ(one.error, "");
  }
}

TEST_P(Serving, ServerThatEndsSaysSo) {
  const ConnectedClient connected = connect();
  server_.reset();
  EXPECT_THAT(connected.client->next_frame(10s).error, HasSubstr("the exchange ends"));
  EXPECT_NE(connected.client->ask({{"do", "pause"}}).error, "");
}

TEST_P(Serving, ServerThatEndsTellsFirstHowItEnded) {
  const ConnectedClient connected = connect();
  Client& client = *connected.client;
  client.ask({{"do", "subscribe"}, {"topic", "run"}, {"hz", 0.01}});
  client.ask({{"do", "follow"}});
  board_.put({"run"}, "run", {"running"});
  next(client);
  board_.put({"run"}, "run", {"over"});
  log_.add(EventClass::lifecycle, 5, {{"kind", "over"}});
  server_.reset();
  const Document last = client.next_frame(10s).document;
  ASSERT_NE(last.find("topics"), nullptr);
  EXPECT_EQ(*last.find("topics")->find("run")->find("rows"), Document(Array{Array{"run", "over"}}));
  EXPECT_EQ(*last.find("events"), Document(Array{Array{1, 5, "lifecycle", Map{{"kind", "over"}}}}));
  EXPECT_THAT(client.next_frame(10s).error, HasSubstr("the exchange ends"));
}

TEST_P(Serving, AnswerThatComesAfterTheServerIsGoneReachesNobody) {
  Board board;
  EventLog log;
  RequestQueue requests;
  StartedServer started = start_server({.port = 0, .token = "t"}, {board, log, requests});
  std::thread asking{[port = started.server->port()] {
    const ConnectedClient connected = connect_client({.port = port, .token = "t"});
    connected.client->ask({{"do", "pause"}});
  }};
  auto waiting = requests.take(1h);
  started.server.reset();
  waiting->reply(Done{});
  asking.join();
}

TEST_P(Serving, AnotherRunIsGreetedOnTheSameLine) {
  const ConnectedClient connected = connect();
  Client& client = *connected.client;
  client.ask({{"do", "subscribe"}, {"topic", "cards"}});
  board_.put({"cards"}, "1/1", {1});
  next(client);
  board_.start_anew();
  board_.put({"cards"}, "1/1", {2});
  server_->greet_anew({{"run", "r2"}, {"seed", 7}});
  Document hello;
  while (hello.find("hello") == nullptr) {
    const Client::Received heard = client.next_frame(10s);
    ASSERT_EQ(heard.error, "");
    hello = heard.document;
  }
  EXPECT_EQ(*hello.find("run"), Document{"r2"});
  EXPECT_EQ(*hello.find("role"), Document{"operator"});
  EXPECT_EQ(*next(client).find("topics")->find("cards"),
            Document(Map{{"all", true}, {"rows", Array{Array{"1/1", 2}}}}));
  EXPECT_EQ(*connect("").client->hello().find("run"), Document{"r2"});
}

TEST_P(Serving, PagesAreServedBesides) {
  EXPECT_THAT(page("/healthz"), StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(page("/metrics"), HasSubstr("\r\n\r\ncalls_up 3\n"));
  EXPECT_THAT(page("/"), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(page("/manage"), HasSubstr("speaks WebSocket"));
}

TEST_P(Serving, PortInUseIsNamed) {
  const StartedServer second = start_server({.port = server_->port()}, {board_, log_, requests_});
  EXPECT_EQ(second.server, nullptr);
  EXPECT_THAT(second.error,
              HasSubstr(std::to_string(server_->port()) + ": Address already in use"));
  EXPECT_NE(start_server({.address = "nowhere"}, {board_, log_, requests_}).error, "");
}

TEST_P(Serving, TokenIsMadeUpWhereNoneIsGiven) {
  const StartedServer one = start_server({.port = 0}, {board_, log_, requests_});
  const StartedServer two = start_server({.port = 0}, {board_, log_, requests_});
  EXPECT_EQ(one.server->token().size(), 32U);
  EXPECT_NE(one.server->token(), two.server->token());
}

TEST(Connecting, NobodyThereIsNamed) {
  const auto free = test::RawSocket::listening(1).port();
  EXPECT_THAT(connect_client({.port = free}).error, StartsWith("no exchange answers at 127.0.0.1"));
}

TEST(Connecting, SilentServerIsGivenUp) {
  const auto silent = test::RawSocket::listening(1);
  EXPECT_THAT(connect_client({.port = silent.port(), .patience = 100ms}).error,
              HasSubstr("does not answer"));
}

}  // namespace
}  // namespace forlopp::management

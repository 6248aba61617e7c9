// Clients that break the rules of WebSocket, of documents, or of patience.
#include <algorithm>
#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/mgmt/client.hpp"
#include "switch/mgmt/json.hpp"
#include "switch/mgmt/server.hpp"
#include "tests/unit/mgmt/raw_session.hpp"

namespace forlopp::management {
namespace {

using test::RawSession;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::string_literals;

class LyingClient : public testing::Test {
 protected:
  LyingClient() {
    StartedServer started = start_server({.port = 0, .token = "t"}, {board_, log_, requests_});
    EXPECT_EQ(started.error, "");
    server_ = std::move(started.server);
  }
  /// An honest one is served as ever.
  void TearDown() override {
    const ConnectedClient honest = connect_client({.port = server_->port()});
    EXPECT_EQ(honest.error, "");
    ASSERT_NE(honest.client, nullptr);
    EXPECT_NE(honest.client->ask({{"do", "events"}}).document.find("ok"), nullptr);
  }
  RawSession session() {
    RawSession session{server_->port()};
    EXPECT_THAT(session.receive().payload, StartsWith("{\"hello\":1,"));
    return session;
  }
  static Document ask(const RawSession& session, const std::string& request) {
    session.send(RawSession::text, request);
    return read_json(session.receive().payload, {.bytes = 1'000'000}).document;
  }
  static std::string code(const Document& answer) {
    const Document* error = answer.find("error");
    return error ? *error->find_as<std::string>("code") : "no error";
  }
  void wait_until_all_are_gone() const {
    while (server_->clients() > 0) std::this_thread::yield();
  }

  Board board_;
  EventLog log_{5'000};
  RequestQueue requests_;
  std::unique_ptr<Server> server_;
};

TEST_F(LyingClient, FrameThatEndsInTheMiddleEndsTheSession) {
  {
    const RawSession liar = session();
    liar.send_bytes("\x81\xFE\x01\x00"s + "half of it");
  }
  wait_until_all_are_gone();
}

TEST_F(LyingClient, HugeFrameIsRefusedBeforeItComes) {
  const RawSession liar = session();
  liar.send_bytes("\x82\xFF\x3F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0"s);
  EXPECT_EQ(liar.receive().code(), 1009U);
}

TEST_F(LyingClient, FrameThatIsNotMaskedIsAProtocolError) {
  const RawSession liar = session();
  liar.send_bytes("\x81\x02{}"s);
  EXPECT_EQ(liar.receive().code(), 1002U);
}

TEST_F(LyingClient, TextThatIsNotUtf8ClosesWithItsCode) {
  const RawSession liar = session();
  liar.send(RawSession::text, "{\"id\":1,\"do\":\"\xC3\x28\"}");
  EXPECT_EQ(liar.receive().code(), 1007U);
}

TEST_F(LyingClient, SubprotocolThatThereIsNotIsRefused) {
  const RawSession liar{server_->port(), "Sec-WebSocket-Protocol: forlopp.xml\r\n"};
  EXPECT_THAT(liar.refusal(), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(liar.refusal(), HasSubstr("forlopp.json and forlopp.cbor"));
}

TEST_F(LyingClient, PageOfAStrangerIsRefused) {
  const RawSession liar{server_->port(), "Origin: http://evil.example\r\n"};
  EXPECT_THAT(liar.refusal(), StartsWith("HTTP/1.1 403 "));
}

TEST_F(LyingClient, WhatIsNoHttpEndsTheConnection) {
  const auto liar = test::RawSocket::connected_to(server_->port());
  liar.send("\x16\x03\x01\x02 this is not HTTP\r\n\r\n");
  EXPECT_EQ(liar.receive(1), "");
  const auto longwinded = test::RawSocket::connected_to(server_->port());
  longwinded.send("GET /healthz HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(longwinded.receive(1), "");
}

TEST_F(LyingClient, AnyNumberWhoSayNothingDoNotShutOthersOut) {
  std::vector<test::RawSocket> silent;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(test::RawSocket::connected_to(server_->port()));
    session();
  }
  EXPECT_EQ(silent.front().receive(1), "");
}

TEST_F(LyingClient, DocumentThatIsNoneIsAnsweredAndTheSessionGoesOn) {
  const RawSession liar = session();
  EXPECT_EQ(code(ask(liar, "")), "malformed");
  EXPECT_EQ(code(ask(liar, "{")), "malformed");
  EXPECT_EQ(code(ask(liar, "[1,2]")), "malformed");
  EXPECT_EQ(code(ask(liar, std::string(60'000, '['))), "malformed");
  EXPECT_EQ(code(ask(liar, R"({"id":1.5,"do":"events"})")), "malformed");
  EXPECT_EQ(code(ask(liar, R"({"ack":1})")), "malformed");
  EXPECT_EQ(code(ask(liar, R"({"id":1,"do":"subscribe","topic":"cards","topic":"run"})")),
            "malformed");
  EXPECT_EQ(code(ask(liar, R"({"id":1,"do":"subscribe","topic":["cards"]})")), "argument");
  EXPECT_EQ(code(ask(liar, R"({"id":1,"do":"events","what is":"this"})")), "no error");
}

TEST_F(LyingClient, WhoDoesNotWantToWaitForAnAnswerNeedNot) {
  const ConnectedClient honest = connect_client({.port = server_->port()});
  int looks = 0;
  const auto gives_up = [&] { return ++looks > 2; };
  EXPECT_NE(honest.client->ask({{"do", "inspect"}, {"process", "x"}}, gives_up).error, "");
  EXPECT_EQ(looks, 3);
  EXPECT_EQ(honest.client->ask({{"do", "events"}}).error, "") << "the session goes on";
}

TEST_F(LyingClient, MoreRequestsThanMayWaitAreRefusedWithBusy) {
  const RawSession liar = session();
  for (std::size_t i = 0; i < requests_of_viewer_max; ++i)
    liar.send(RawSession::text, R"({"id":1,"do":"inspect","process":"x"})");
  EXPECT_EQ(code(ask(liar, R"({"id":2,"do":"inspect","process":"x"})")), "busy");
  requests_.take()->reply(Done{});
  liar.receive();
  liar.send(RawSession::text, R"({"id":3,"do":"inspect","process":"x"})");
  EXPECT_EQ(code(ask(liar, R"({"id":4,"do":"inspect","process":"x"})")), "busy");
}

/// What needs no run is answered when all that was asked before it has arrived.
TEST_F(LyingClient, AnyNumberOfViewersCannotKeepAnOperatorFromHisHalt) {
  std::vector<RawSession> viewers;
  while (viewers.size() * requests_of_viewer_max <= requests_waiting_max)
    viewers.push_back(session());
  std::size_t refused = 0;
  for (const RawSession& viewer : viewers) {
    for (std::size_t i = 0; i < requests_of_viewer_max; ++i)
      viewer.send(RawSession::text, R"({"id":1,"do":"ladder","call":1})");
    for (Document answer = ask(viewer, R"({"id":2,"do":"events"})");
         answer.find("re") != nullptr && *answer.find("re") == Document{1}; ++refused)
      answer = read_json(viewer.receive().payload).document;
  }
  EXPECT_EQ(refused, viewers.size() * requests_of_viewer_max - requests_waiting_max);
  const RawSession owner{server_->port(), "Authorization: Bearer t\r\n"};
  owner.receive();
  owner.send(RawSession::text, R"({"id":1,"do":"halt"})");
  EXPECT_EQ(code(ask(owner, R"({"id":2,"do":"events"})")), "no error");
  EXPECT_EQ(requests_.take()->request.what, "halt");
}

TEST_F(LyingClient, WhoReadsNothingIsSentTwoFramesAndTheRunDoesNotNotice) {
  const RawSession liar = session();
  ask(liar, R"({"id":1,"do":"subscribe","topic":"calls"})");
  liar.send(RawSession::text, R"({"id":2,"do":"follow"})");
  for (int i = 0; i < 20'000; ++i) {
    board_.put({"calls"}, std::to_string(i % 100), {std::string(100, 'x'), i});
    log_.add(EventClass::call, i, {{"call", i}});
  }
  // Of all that only two frames come, then the answer to the next request.
  std::size_t frames = 0;
  liar.send(RawSession::text, R"({"id":3,"do":"events","most":1})");
  for (Document last; last.find("re") == nullptr || *last.find("re") != Document{3};) {
    last = read_json(liar.receive().payload, {.bytes = 10'000'000}).document;
    ASSERT_NE(last, Document{});
    if (last.find("frame")) ++frames;
  }
  EXPECT_LE(frames, frames_unacknowledged_max);
}

/// The frames are numbered from 1, so that nobody has to read them to say that they have come.
TEST_F(LyingClient, WhoAcknowledgesAndDoesNotReadIsSentAwayAndItsPlaceIsFree) {
  const ConnectedClient honest = connect_client({.port = server_->port()});
  honest.client->ask({{"do", "follow"}});
  const RawSession liar = session();
  ask(liar, R"({"id":1,"do":"follow"})");
  const auto late = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  for (std::int64_t frame = 1; server_->clients() > 1; ++frame) {
    ASSERT_LT(std::chrono::steady_clock::now(), late) << "after " << frame << " frames";
    log_.add(EventClass::crash, frame, {{"state", std::string(250'000, 's')}});
    const Client::Received heard = honest.client->next_frame(std::chrono::seconds{60});
    ASSERT_NE(heard.document.find("frame"), nullptr) << heard.error;
    honest.client->acknowledge(*heard.document.find_as<std::int64_t>("frame"));
    for (std::int64_t sent = std::max<std::int64_t>(1, frame - 20); sent <= frame; ++sent)
      liar.send(RawSession::text, "{\"ack\":" + std::to_string(sent) + "}");
  }
}

TEST_F(LyingClient, WhoAsksForMuchAndReadsNothingIsSentAway) {
  for (int i = 0; i < 5'000; ++i)
    log_.add(EventClass::crash, i, {{"state", std::string(1'000, 's')}});
  const RawSession liar = session();
  constexpr std::size_t asked = 200;
  for (std::size_t i = 0; i < asked; ++i) liar.send(RawSession::text, R"({"id":1,"do":"events"})");
  wait_until_all_are_gone();
  std::size_t answers = 0;
  RawSession::Frame last = liar.receive();
  for (; last.kind == RawSession::text; last = liar.receive()) ++answers;
  EXPECT_NE(last.code(), 1001U) << "the exchange does not end";
  EXPECT_LT(answers, asked);
}

}  // namespace
}  // namespace forlopp::management

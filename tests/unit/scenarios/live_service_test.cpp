#include "scenarios/cli/live_service.hpp"

#include <chrono>
#include <csignal>
#include <thread>

#include <gmock/gmock.h>
#include <unistd.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/token_file.hpp"
#include "switch/mgmt/client.hpp"
#include "switch/mgmt/server.hpp"
#include "tests/unit/mgmt/raw_session.hpp"

namespace forlopp::cli {
namespace {

using testing::HasSubstr;

class NobodyWatches final : public scenario::RunWatcher {
 public:
  void progressed(const scenario::Progress&) override {}
  bool wants_to_stop() override { return false; }
};

/// The service of a run that is not run.
class Service : public testing::Test {
 protected:
  void start(const ServeArguments& serve) {
    RunArguments arguments;
    arguments.serve = serve;
    auto served = serve_run({scenario_, 1, watcher_}, arguments);
    ASSERT_TRUE(served) << served.error();
    service = std::move(*served);
  }
  static std::uint16_t port_in(const std::string& invitation) {
    const std::size_t end = invitation.find("/manage");
    const std::size_t begin = invitation.rfind(':', end) + 1;
    return static_cast<std::uint16_t>(std::stoul(invitation.substr(begin, end - begin)));
  }
  std::uint16_t port() const { return port_in(service->invitation()); }
  /// With the token that is kept for him.
  std::string role_of_whom_comes(const std::string& address, std::uint16_t at = 0) const {
    const std::uint16_t there = at == 0 ? port() : at;
    const auto connected =
        management::connect_client({.address = address,
                                    .port = there,
                                    .token = token_kept_for(address, there).value_or("none")});
    if (!connected.client) return connected.error;
    return *connected.client->hello().find_as<std::string>("role");
  }

  std::unique_ptr<LiveService> service;
  management::Board board;
  management::EventLog log;
  management::RequestQueue requests;

 private:
  scenario::Scenario scenario_{};
  NobodyWatches watcher_{};
};

/// The answer to the second request, which needs no run, says that the first has arrived.
TEST_F(Service, AnswersThoseWhoWaitWhenTheRunEnds) {
  start({.port = 0});
  const test::RawSession session{port()};
  EXPECT_THAT(session.receive().payload, HasSubstr("hello"));
  session.send(test::RawSession::text, R"({"id":1,"do":"inspect","process":"x"})");
  session.send(test::RawSession::text, R"({"id":2,"do":"events"})");
  EXPECT_THAT(session.receive().payload, HasSubstr(R"("re":2)"));
  service.reset();
  EXPECT_THAT(session.receive().payload,
              testing::AllOf(HasSubstr(R"("re":1)"), HasSubstr(R"("code":"over")")));
  EXPECT_EQ(session.receive().code(), 1001U);
}

/// The loopback device of IPv6 may be missing where tests run.
TEST_F(Service, IsReachedByIPv6) {
  if (!management::start_server({.address = "::1", .port = 0}, {board, log, requests}).server)
    GTEST_SKIP() << "There is no IPv6 here.";
  start({.address = "::1", .port = 0});
  EXPECT_THAT(service->invitation(), HasSubstr("ws://[::1]:"));
  EXPECT_EQ(ctl({.address = "::1", .port = port(), .words = {"hello"}}), held);
  EXPECT_EQ(role_of_whom_comes("::1"), "operator");
}

TEST_F(Service, SharesAPortWithAnotherOneAtAnotherAddress) {
  start({.address = "127.0.0.1", .port = 0});
  const auto first = std::move(service);
  service.reset();
  const std::uint16_t shared = port_in(first->invitation());
  start({.address = "127.0.0.2", .port = shared});
  EXPECT_EQ(role_of_whom_comes("127.0.0.1", shared), "operator");
  EXPECT_EQ(role_of_whom_comes("127.0.0.2", shared), "operator");
}

/// As it stays behind when an exchange is killed.
TEST_F(Service, IsSeenByWhomHasTheTokenOfAnotherOne) {
  start({.port = 0});
  const TokenFile stale{"127.0.0.1", port(), "stale"};
  testing::internal::CaptureStdout();
  EXPECT_EQ(ctl({.port = port(), .words = {"hello"}}), held);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("as viewer"));
  EXPECT_EQ(ctl({.port = port(), .token = "guessed", .words = {"hello"}}), refused);
}

/// An exchange that takes requests and does not answer.
TEST(Ctl, GivesUpWaitingForAnAnswerWhenItIsInterrupted) {
  management::Board board;
  management::EventLog log;
  management::RequestQueue requests;
  const auto started = management::start_server({.port = 0, .token = "t"}, {board, log, requests});
  std::thread interrupting{[&] {
    const auto waiting = requests.take(std::chrono::hours{1});
    if (waiting) ::kill(::getpid(), SIGINT);
  }};
  EXPECT_EQ(ctl({.port = started.server->port(), .token = "t", .words = {"rewind", "back=1"}}),
            interrupted);
  requests.close();
  interrupting.join();
}

}  // namespace
}  // namespace forlopp::cli

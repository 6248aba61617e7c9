#include "scenarios/cli/live_service.hpp"

#include <chrono>
#include <csignal>
#include <thread>

#include <gmock/gmock.h>
#include <unistd.h>

#include "scenarios/cli/commands.hpp"
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
  std::uint16_t port() const {
    const std::string invitation = service->invitation();
    const std::size_t end = invitation.find("/manage");
    const std::size_t begin = invitation.rfind(':', end) + 1;
    return static_cast<std::uint16_t>(std::stoul(invitation.substr(begin, end - begin)));
  }

  std::unique_ptr<LiveService> service;

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

// What several threads do to the same board, log and queue; meant for the thread sanitizer.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::management {
namespace {

constexpr int rounds = 3'000;

TEST(Concurrently, ReadersOfTheBoardMissNothingWhileItIsWritten) {
  Board board;
  const View view{"calls"};
  std::atomic<bool> written = false;
  const auto read = [&] {
    board.want(view);
    std::map<std::string, Board::Row> seen;
    std::uint64_t version = 0;
    for (bool last = false, more = true; !last || more;) {
      last = written;
      Board::Changes changes = board.changes(view, version, 200);
      if (changes.all) seen.clear();
      for (auto& [key, row] : changes.rows) seen[key] = row;
      for (const std::string& key : changes.gone) seen.erase(key);
      version = changes.version;
      more = changes.more;
    }
    EXPECT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen.at("k0"), Board::Row{rounds});
    board.unwant(view);
  };
  board.want(view);
  std::thread one{read}, other{read};
  for (int i = 1; i <= rounds; ++i) {
    board.put(view, "k0", {i});
    board.put(view, "k" + std::to_string(i), {i});
    board.remove(view, "k" + std::to_string(i));
    board.stamp({i, 0});
    EXPECT_EQ(board.wanted().size(), 1U);
  }
  written = true;
  one.join();
  other.join();
}

TEST(Concurrently, ReadersOfTheLogGetEachEventOnceOrHearThatItIsLost) {
  EventLog log{3'000};
  const EventClasses all{(1U << event_classes) - 1U};
  constexpr std::uint64_t count = 20'000;
  const auto read = [&] {
    std::uint64_t place = 0, met = 0;
    while (place < count) {
      const EventLog::Excerpt excerpt = log.after(place, all, 100);
      for (const std::uint64_t lost : excerpt.lost) met += lost;
      met += excerpt.events.size();
      place = excerpt.upto;
    }
    EXPECT_EQ(met, count);
  };
  std::thread one{read}, other{read};
  for (std::uint64_t i = 0; i < count; ++i) log.add(EventClass::call, 0, {{"call", i}});
  one.join();
  other.join();
}

TEST(Concurrently, EveryRequestIsAnsweredOnceAlsoWhenTheQueueCloses) {
  RequestQueue queue;
  std::atomic<int> answers = 0;
  const auto ask = [&] {
    for (int i = 0; i < rounds; ++i) queue.ask({"pause"}, [&](Answer) { ++answers; });
  };
  std::thread one{ask}, other{ask};
  for (int i = 0; i < rounds; ++i)
    if (auto waiting = queue.take(std::chrono::microseconds{50})) waiting->reply(Done{});
  queue.close();
  one.join();
  other.join();
  EXPECT_EQ(answers, 2 * rounds);
}

TEST(Concurrently, WhoWaitsForARequestGetsItWhenItComes) {
  RequestQueue queue;
  std::thread run{[&] {
    auto waiting = queue.take(std::chrono::hours{1});
    ASSERT_TRUE(waiting.has_value());
    EXPECT_EQ(waiting->request.what, "halt");
  }};
  queue.ask({"halt"}, [](Answer) {});
  run.join();
}

}  // namespace
}  // namespace forlopp::management

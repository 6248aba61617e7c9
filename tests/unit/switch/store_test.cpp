#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "switch/charging/call_query.hpp"
#include "switch/store/database.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

/// A file of its own for each test, gone afterwards.
class Store : public testing::Test {
 protected:
  Store() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    file_ = std::filesystem::temp_directory_path() /
            ("forlopp_" + std::string{test->name()} + std::to_string(getpid()) + ".db");
    remove();
  }
  ~Store() override { remove(); }

  LabPlan plan() const {
    LabPlan plan;
    plan.config = small_exchange();
    plan.config.store.database = file_.string();
    return plan;
  }
  std::vector<CallRow> rows(const CallFilter& filter = {}) const {
    return find_calls(file_.string(), filter).value();
  }

  std::filesystem::path file_;

 private:
  void remove() const {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file_.string() + suffix);
    }
  }
};

void one_call(ExchangeLab& lab, std::uint32_t from, std::uint32_t to) {
  lab.talk(from, to);
  lab.run(10s);
  lab.hang_up(from);
  lab.hang_up(to);
  lab.run(200ms);
}

TEST_F(Store, HasOneRowForEachAttempt) {
  {
    ExchangeLab lab{plan()};
    one_call(lab, 0, 5);
    lab.lift(1);
    lab.dial(1, "299999");
    lab.hang_up(1);
    lab.run(1s);
  }
  const auto all = rows();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].calling, "200000");
  EXPECT_EQ(all[0].called, "200005");
  EXPECT_EQ(all[0].cause, 16);
  ASSERT_TRUE(all[0].answered);
  EXPECT_NEAR(all[0].ended - *all[0].answered, 10.2, 0.3);
  EXPECT_EQ(all[1].cause, 1);
  EXPECT_FALSE(all[1].answered);
  EXPECT_EQ(rows({.called = "200005"}).size(), 1U);
  EXPECT_EQ(rows({.cause = 1}).size(), 1U);
  EXPECT_EQ(rows({.limit = 1}).size(), 1U);
}

TEST_F(Store, LosesAndDoublesNothingWhenItIsKilled) {
  {
    ExchangeLab lab{plan()};
    for (std::uint32_t call = 0; call < 12; ++call) {
      one_call(lab, call % 8, 8 + call % 8);
      if (call % 2 == 0) lab.kill("store");
    }
    lab.run(5s);
    EXPECT_EQ(lab.notes.written, 12U);
  }
  EXPECT_EQ(rows().size(), 12U);
}

TEST_F(Store, WritesOfEachCallOnlyOnce) {
  EndedCall call;
  call.record.call = callmodel::CallId{7};
  call.record.cause = callmodel::Cause::user_busy;
  {
    auto database = Database::open(file_.string());
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->write({&call, 1}));
    call.record.cause = callmodel::Cause::no_answer;
    ASSERT_TRUE(database->write({&call, 1}));
  }
  const auto all = rows();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].cause, 17);
}

TEST_F(Store, SaysWhatIsNoDatabase) {
  const auto missing = find_calls("/nowhere/calls.db", {});
  ASSERT_FALSE(missing);
  EXPECT_FALSE(missing.error().empty());
}

TEST_F(Store, ThatCannotBeOpenedStopsTheExchangeFromStarting) {
  LabPlan broken = plan();
  broken.config.store.database = "/nowhere/calls.db";
  ExchangeLab lab{broken};
  EXPECT_FALSE(lab.node.whereis(runtime::Name{"calls"}));
}

}  // namespace
}  // namespace forlopp::exchange

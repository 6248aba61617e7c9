// Goal: before a fault strikes one knows which calls hang on what it hits, and whose budget it
// costs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/live/arguments.hpp"
#include "tests/unit/live/onlooker.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::Array;
using management::Document;
using management::Map;
using scenario::Written;

const std::vector<Written> kill{{"fault", "process_killed"}, {"target", "process of card 1/2"}};

std::int64_t number_in(const Map& map, std::string_view key) {
  const Document* found = find(map, key);
  const auto* number = found == nullptr ? nullptr : found->get_if<std::int64_t>();
  return number == nullptr ? -1 : *number;
}

/// Of the supervisor that is nearest to what is hit.
Map nearest(const Map& told) {
  const auto* rows = find(told, "supervisors")->get_if<Array>();
  return rows == nullptr || rows->empty() ? Map{} : *rows->front().get_if<Map>();
}

TEST(DryRun, CountsTheCallsThatNeedWhatItHits) {
  Onlooker onlooker;
  Map card, all;
  std::uint64_t living = 0;
  onlooker.at(30s, [&] {
    card = onlooker.dry_run({{"fault", "card_pulled"}, {"target", "card 1/2"}});
    all = onlooker.dry_run(
        {{"fault", "message_loss"}, {"target", "all links"}, {"probability", "1 %"}});
    living = onlooker.living_calls();
  });
  run_with(small_exchange(), &onlooker);
  EXPECT_GT(number_in(card, "stable"), 0);
  EXPECT_LT(number_in(card, "stable"), number_in(all, "stable"));
  EXPECT_EQ(number_in(all, "stable") + number_in(all, "transient"),
            static_cast<std::int64_t>(living));
}

TEST(DryRun, TellsWhatIsLeftOfTheBudgetAndWhoIsNext) {
  Onlooker onlooker;
  Map before, later;
  onlooker.at(10s, [&] { before = nearest(onlooker.dry_run(kill)); });
  onlooker.inject_at(11s, kill);
  onlooker.at(12s, [&] { later = nearest(onlooker.dry_run(kill)); });
  run_with(small_exchange(), &onlooker);
  EXPECT_EQ(number_in(before, "restarts"), 0);
  EXPECT_EQ(number_in(before, "after"), 1);
  EXPECT_EQ(number_in(later, "restarts"), 1);
  EXPECT_EQ(number_in(later, "after"), 2);
  EXPECT_EQ(text_in(later, "label"), "shelf 1");
  EXPECT_EQ(text_in(later, "escalates_to"), "shelves");
}

TEST(DryRun, OfAPulledCardCostsNoBudget) {
  Onlooker onlooker;
  Map pulled;
  onlooker.at(10s, [&] {
    pulled = nearest(onlooker.dry_run({{"fault", "card_pulled"}, {"target", "card 1/2"}}));
  });
  run_with(small_exchange(), &onlooker);
  EXPECT_EQ(number_in(pulled, "after"), number_in(pulled, "restarts"));
}

TEST(DryRun, LooksAndChangesNothing) {
  Onlooker onlooker;
  for (const auto when : {5s, 20s, 40s}) onlooker.at(when, [&] { onlooker.dry_run(kill); });
  EXPECT_EQ(run_with(small_exchange(), &onlooker).run.fingerprint,
            run_with(small_exchange()).run.fingerprint);
}

}  // namespace
}  // namespace forlopp::live

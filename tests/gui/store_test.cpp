#include "gui/client/store.hpp"

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

const QString view = QStringLiteral("cards");
const QString key = QStringLiteral("1/1");

Frame frame(qint64 number, ViewNews news) {
  Frame frame{.number = number};
  frame.views.emplace(view, std::move(news));
  return frame;
}

TEST(Store, KeepsTheLatestOfEachRow) {
  Store store;
  store.add(frame(1, {.rows = {{key, {1}}}}));
  store.add(frame(2, {.rows = {{key, {2}}}}));
  const Update update = store.take();
  EXPECT_EQ(update.views.at(view).rows.at(key), Cells{2});
  EXPECT_EQ(update.frames, (std::vector<qint64>{1, 2}));
}

TEST(Store, GivesEverythingOnce) {
  Store store;
  store.add(frame(1, {.rows = {{key, {1}}}}));
  store.take();
  const Update update = store.take();
  EXPECT_TRUE(update.views.empty());
  EXPECT_TRUE(update.frames.empty());
}

TEST(Store, ARowThatWentAndCameBackIsThere) {
  Store store;
  store.add(frame(1, {.gone = {key}}));
  store.add(frame(2, {.rows = {{key, {2}}}}));
  const ViewChange change = store.take().views.at(view);
  EXPECT_TRUE(change.gone.empty());
  EXPECT_EQ(change.rows.size(), 1U);
}

TEST(Store, ARowThatCameAndWentIsGone) {
  Store store;
  store.add(frame(1, {.rows = {{key, {2}}}}));
  store.add(frame(2, {.gone = {key}}));
  const ViewChange change = store.take().views.at(view);
  EXPECT_TRUE(change.rows.empty());
  EXPECT_EQ(change.gone.size(), 1U);
}

TEST(Store, EverythingAnewVoidsWhatCameBefore) {
  Store store;
  store.add(frame(1, {.rows = {{key, {1}}}}));
  store.add(frame(2, {.all = true, .rows = {{QStringLiteral("2/2"), {2}}}}));
  store.add(frame(3, {.rows = {{QStringLiteral("3/3"), {3}}}}));
  const ViewChange change = store.take().views.at(view);
  EXPECT_TRUE(change.all);
  EXPECT_EQ(change.rows.size(), 2U);
  EXPECT_FALSE(change.rows.contains(key));
}

TEST(Store, KnowsWhetherMorePartsFollow) {
  Store store;
  store.add(frame(1, {.all = true, .more = true, .rows = {{key, {1}}}}));
  EXPECT_TRUE(store.take().views.at(view).more);
  store.add(frame(2, {.more = true, .rows = {{QStringLiteral("2/2"), {2}}}}));
  store.add(frame(3, {.rows = {{QStringLiteral("3/3"), {3}}}}));
  const ViewChange change = store.take().views.at(view);
  EXPECT_FALSE(change.more);
  EXPECT_FALSE(change.all);
  EXPECT_EQ(change.rows.size(), 2U);
}

TEST(Store, ALossStandsBeforeTheEventsThatFollowIt) {
  Store store;
  store.add({.number = 1, .events = {{.number = 4}}});
  store.add({.number = 2, .lost = Lost{.after = 4, .before = 9}, .events = {{.number = 9}}});
  const Update update = store.take();
  ASSERT_EQ(update.happened.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<Lost>(update.happened[1]));
}

TEST(Store, AnotherRunVoidsEverything) {
  Store store;
  store.add(frame(1, {.rows = {{key, {1}}}}));
  store.start_afresh(QStringLiteral("r2"));
  const Update update = store.take();
  EXPECT_TRUE(update.fresh);
  EXPECT_EQ(update.run, QStringLiteral("r2"));
  EXPECT_TRUE(update.views.empty());
}

TEST(Store, FramesOfALostLineAreNotAcknowledged) {
  Store store;
  store.begin_line(1);
  store.add(frame(1, {.rows = {{key, {1}}}}));
  store.begin_line(2);
  const Update update = store.take();
  EXPECT_TRUE(update.frames.empty());
  EXPECT_EQ(update.line, 2);
  EXPECT_EQ(update.views.size(), 1U);
}

}  // namespace
}  // namespace forlopp::console

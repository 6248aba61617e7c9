#include "gui/panels/fault_timeline.hpp"

#include <QSignalSpy>
#include <QTest>

#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class FaultTimelinePanel : public PanelsAtADesk {
 protected:
  FaultTimelinePanel() {
    show_frame();
    timeline.resize(700, 120);
  }
  const FaultTimeline::Block& block(const char* key) const {
    return *std::ranges::find(timeline.blocks(), word(key), &FaultTimeline::Block::key);
  }

  FaultTimeline timeline{desk};
};

TEST_F(FaultTimelinePanel, HasALaneForEachKindOfThingThatIsStruck) {
  ASSERT_EQ(timeline.blocks().size(), 5U);
  EXPECT_EQ(timeline.rectangle(block("hang")).top(), timeline.rectangle(block("card_crash")).top());
  EXPECT_NE(timeline.rectangle(block("hang")).top(), timeline.rectangle(block("late")).top());
}

TEST_F(FaultTimelinePanel, WhatIsLaterLiesFurtherRight) {
  const auto left = [&](const char* key) { return timeline.rectangle(block(key)).left(); };
  EXPECT_LT(left("noise"), left("card_crash"));
  EXPECT_LT(left("hang"), left("late"));
  EXPECT_GT(timeline.rectangle(block("noise")).width(), timeline.rectangle(block("late")).width());
}

TEST_F(FaultTimelinePanel, IsWalkedWithTheArrowKeys) {
  const QSignalSpy chosen{&timeline, &FaultTimeline::chosen_changed};
  QStringList keys;
  for (int i = 0; i < 6; ++i) {
    QTest::keyClick(&timeline, Qt::Key_Right);
    keys.append(timeline.chosen());
  }
  EXPECT_EQ(keys, (QStringList{word("noise"), word("card_crash"), word("hang"), word("pull"),
                               word("late"), word("late")}));
  EXPECT_EQ(chosen.size(), 5);
  EXPECT_TRUE(timeline.accessibleDescription().contains(word("planned")));
}

TEST_F(FaultTimelinePanel, AClickChoosesAndDeleteWantsItBack) {
  QSignalSpy back{&timeline, &FaultTimeline::take_back_wanted};
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, timeline.rectangle(block("late")).center());
  EXPECT_EQ(timeline.chosen(), word("late"));
  QTest::keyClick(&timeline, Qt::Key_Delete);
  EXPECT_EQ(back.size(), 1);
}

TEST_F(FaultTimelinePanel, ShowsMoreTimeOrLess) {
  const int width = timeline.rectangle(block("hang")).width();
  QTest::keyClick(&timeline, Qt::Key_Plus);
  EXPECT_GT(timeline.rectangle(block("hang")).width(), width);
  EXPECT_TRUE(timeline.rectangle(block("noise")).isEmpty());
  for (int i = 0; i < 20; ++i) QTest::keyClick(&timeline, Qt::Key_Minus);
  EXPECT_LT(timeline.rectangle(block("hang")).width(), width);
  EXPECT_FALSE(timeline.rectangle(block("noise")).isEmpty());
}

}  // namespace
}  // namespace forlopp::console

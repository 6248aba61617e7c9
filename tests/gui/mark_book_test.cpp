#include "gui/models/mark_book.hpp"

#include <QRandomGenerator>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

Event strike(qint64 vtime, const char* fault, const char* target) {
  return {.number = 1,
          .vtime = vtime,
          .event_class = word("fault"),
          .fields = {{word("kind"), word("strikes")},
                     {word("fault"), word(fault)},
                     {word("target"), word(target)}}};
}

Event recovery(qint64 vtime, int level) {
  return {.number = 1,
          .vtime = vtime,
          .event_class = word("recovery"),
          .fields = {{word("level"), level},
                     {word("level_name"), word("shelf")},
                     {word("what"), QStringLiteral("shelf %1").arg(level)}}};
}

/// A row of `faults`: kind, target, at, until, state, hits, by.
Cells fault_row(const char* target, QCborValue at, const char* state) {
  return {word("card_pulled"), word(target), at, nullptr, word(state), 0, word("scenario")};
}

TEST(MarkBook, AStormOfStrikesIsAMarkForEachTenthOfASecond) {
  MarkBook book;
  for (qint64 i = 0; i < 6'000; ++i) book.note(strike(i * second / 1'000, "storm", "any card"));
  EXPECT_EQ(book.of(MarkKind::fault).size(), 60U);
  const std::vector<Mark> few = merged(book.of(MarkKind::fault), {0, 3'600 * second}, 8 * second);
  ASSERT_EQ(few.size(), 1U);
  EXPECT_EQ(few[0].count, 6'000);
  EXPECT_EQ(few[0].until, 5'999 * second / 1'000);
  EXPECT_TRUE(mark_text(few[0]).contains(word("and 5999 more"))) << mark_text(few[0]).toStdString();
}

TEST(MarkBook, AFaultThatATopicAndAnEventTellOfIsOne) {
  MarkBook book;
  const Columns columns{word("faults")};
  book.apply_faults(
      {.all = true, .rows = {{word("pull"), fault_row("card 1/1", 5 * second, "over")}}}, columns);
  book.note(strike(5 * second, "pull", "card 1/1"));
  ASSERT_EQ(book.of(MarkKind::fault).size(), 1U);
  EXPECT_EQ(book.of(MarkKind::fault)[0].count, 1);
  // What it strikes later is told by events alone.
  book.apply_faults({.rows = {{word("pull"), fault_row("card 1/1", 9 * second, "active")}}},
                    columns);
  EXPECT_EQ(book.of(MarkKind::fault).size(), 1U);
  book.note(strike(9 * second, "pull", "card 1/1"));
  EXPECT_EQ(book.of(MarkKind::fault).size(), 2U);
}

TEST(MarkBook, AFaultIsPlannedUntilItStrikesOrIsTakenBack) {
  MarkBook book;
  const Columns columns{word("faults")};
  book.apply_faults({.all = true,
                     .rows = {{word("a"), fault_row("card 1/1", 50 * second, "planned")},
                              {word("b"), fault_row("card 1/2", 20 * second, "planned")},
                              {word("c"), fault_row("card 1/3", nullptr, "planned")}}},
                    columns);
  const auto planned = [&] {
    QStringList names;
    for (const Mark& mark : book.of(MarkKind::planned)) names.append(mark.text);
    return names;
  };
  EXPECT_EQ(planned(), (QStringList{word("b"), word("a")}));
  book.apply_faults({.rows = {{word("b"), fault_row("card 1/2", 20 * second, "active")}}}, columns);
  EXPECT_EQ(planned(), QStringList{word("a")});
  book.apply_faults({.rows = {{word("a"), fault_row("card 1/1", 50 * second, "taken_back")}}},
                    columns);
  EXPECT_EQ(planned(), QStringList{});
}

TEST(MarkBook, RestartsAreCountedByTheSecond) {
  MarkBook book;
  const Columns columns{word("series")};
  const auto row = [](int restarts) { return Cells{1, 1, 0, 0, restarts, 5, nullptr, nullptr}; };
  book.apply_series({.rows = {{word("10"), row(3)}, {word("9"), row(1)}, {word("8"), row(0)}}},
                    columns);
  book.apply_series({.rows = {{word("10"), row(5)}}}, columns);
  const std::vector<Mark>& marks = book.of(MarkKind::restart);
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].from, 9 * second);
  EXPECT_EQ(marks[1].count, 5);
}

TEST(MarkBook, OnlyRecoveriesOfLevelThreeAndMoreAreEscalations) {
  MarkBook book;
  book.note(recovery(second, 2));
  EXPECT_TRUE(book.of(MarkKind::escalation).empty());
  book.note(recovery(2 * second, 3));
  book.note(recovery(2 * second + 1, 4));
  ASSERT_EQ(book.of(MarkKind::escalation).size(), 1U);
  const Mark& mark = book.of(MarkKind::escalation)[0];
  EXPECT_EQ(mark.level, 4);
  EXPECT_EQ(mark.object, word("shelf 4"));
  EXPECT_EQ(mark.count, 2);
}

TEST(MarkBook, AlarmsThatStoodBeforeTheConsoleCameAreMarked) {
  MarkBook book;
  const Columns columns{word("alarms")};
  const Cells row{word("card 2/5"), word("failure"), word("critical"), word(""), 4 * second, false};
  book.apply_alarms({.all = true, .rows = {{word("1"), row}}}, columns);
  book.note({.vtime = 4 * second,
             .event_class = word("alarm"),
             .fields = {{word("kind"), word("raised")},
                        {word("object"), word("card 2/5")},
                        {word("severity"), word("critical")}}});
  ASSERT_EQ(book.of(MarkKind::alarm).size(), 1U);
  EXPECT_EQ(book.of(MarkKind::alarm)[0].count, 1);
  EXPECT_EQ(book.of(MarkKind::alarm)[0].level, 3);
}

TEST(MarkBook, MergedMarksStandApartAndLoseNothing) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    QRandomGenerator random{seed};
    std::vector<Mark> marks;
    qint64 at = 0;
    for (int i = 0; i < 300; ++i) {
      at += static_cast<qint64>(random() % 10) * second;
      marks.push_back({.from = at, .until = at, .count = 1 + static_cast<qint64>(random() % 3)});
    }
    const TimeSpan span{100 * second, 900 * second};
    const std::vector<Mark> few = merged(marks, span, 20 * second);
    qint64 expected = 0, shown = 0;
    for (const Mark& mark : marks)
      if (mark.from >= span.from && mark.from <= span.until) expected += mark.count;
    for (std::size_t i = 0; i < few.size(); ++i) {
      shown += few[i].count;
      if (i > 0) {
        EXPECT_GE(few[i].from - few[i - 1].from, 20 * second);
      }
    }
    EXPECT_EQ(shown, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace forlopp::console

#include "gui/models/event_model.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "gui/models/event_text.hpp"

namespace forlopp::console {
namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

Event event(qint64 number) {
  return {.number = number, .event_class = QStringLiteral("call")};
}

std::vector<EventModel::Line> events(qint64 first, qint64 last) {
  std::vector<EventModel::Line> lines;
  for (qint64 i = first; i <= last; ++i) lines.emplace_back(event(i));
  return lines;
}

QString text(const EventModel& model, int row, int column) {
  return model.data(model.index(row, column), Qt::DisplayRole).toString();
}

TEST(EventModel, KeepsTheLastInOrder) {
  EventModel model{200};
  const QAbstractItemModelTester tester{&model, Mode::Fatal};
  for (qint64 i = 0; i < 50; ++i) model.append(events(i * 17 + 1, i * 17 + 17));
  ASSERT_LE(model.rowCount(), 200);
  ASSERT_GE(model.rowCount(), 180);
  const int rows = model.rowCount();
  for (int row = 0; row < rows; ++row)
    EXPECT_EQ(text(model, row, EventModel::number), QString::number(850 - rows + 1 + row));
}

TEST(EventModel, MoreAtOnceThanItKeepsLeavesTheLast) {
  EventModel model{10};
  model.append(events(1, 5));
  model.append(events(6, 40));
  ASSERT_EQ(model.rowCount(), 10);
  EXPECT_EQ(text(model, 9, EventModel::number), QStringLiteral("40"));
}

TEST(EventModel, AFullRingDoesNotMoveWithEveryEvent) {
  EventModel model{1'000};
  model.append(events(1, 1'000));
  QSignalSpy removals{&model, &QAbstractItemModel::rowsRemoved};
  for (qint64 i = 1'001; i <= 1'100; ++i) model.append(events(i, i));
  EXPECT_LE(removals.size(), 10);
}

TEST(EventModel, ALossIsARowThatSaysSo) {
  EventModel model;
  std::vector<EventModel::Line> lines = events(1, 1);
  lines.emplace_back(Lost{.after = 1, .before = 9, .by_class = {{QStringLiteral("call"), 7}}});
  model.append(std::move(lines));
  const QString said = text(model, 1, EventModel::text);
  EXPECT_TRUE(said.contains(QStringLiteral("2 to 8"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("call × 7"))) << said.toStdString();
}

TEST(EventText, SaysWhatRestartedWhyAndWhatIsLeftOfTheBudget) {
  const Event restarted{.event_class = QStringLiteral("supervision"),
                        .fields = {{QStringLiteral("kind"), QStringLiteral("restarted")},
                                   {QStringLiteral("child"), QStringLiteral("scan")},
                                   {QStringLiteral("supervisor"), QStringLiteral("card 3/7")},
                                   {QStringLiteral("reason"), QStringLiteral("badmatch")},
                                   {QStringLiteral("budget_used"), 2},
                                   {QStringLiteral("budget"), 3}}};
  EXPECT_EQ(event_text(restarted),
            QStringLiteral("restarted · scan · by card 3/7 · badmatch · 2/3"));
}

TEST(EventText, ACallSaysOfItsEndsThoseThatAreKnown) {
  const auto said = [](const QString& from, const QString& to) {
    return event_text({.event_class = QStringLiteral("call"),
                       .fields = {{QStringLiteral("kind"), QStringLiteral("began")},
                                  {QStringLiteral("from"), from},
                                  {QStringLiteral("to"), to}}});
  };
  EXPECT_EQ(said(QStringLiteral("21"), {}), QStringLiteral("began · from 21"));
  EXPECT_EQ(said({}, QStringLiteral("22")), QStringLiteral("began · to 22"));
  EXPECT_EQ(said(QStringLiteral("21"), QStringLiteral("22")), QStringLiteral("began · 21 → 22"));
  EXPECT_EQ(said({}, {}), QStringLiteral("began"));
}

TEST(EventText, SaysSomethingOfAnyClass) {
  const Event strange{.event_class = QStringLiteral("weather"),
                      .fields = {{QStringLiteral("kind"), QStringLiteral("rain")}}};
  EXPECT_EQ(event_text(strange), QStringLiteral("kind rain"));
  EXPECT_FALSE(event_glyph(strange).isEmpty());
}

}  // namespace
}  // namespace forlopp::console

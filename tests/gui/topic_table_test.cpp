#include "gui/models/topic_table.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

const Columns alarm_columns{QStringLiteral("alarms")};
const Columns call_columns{QStringLiteral("calls")};

Cells alarm(const QString& severity) {
  return {QStringLiteral("card 2/3"),   QStringLiteral("removed"), severity,
          QStringLiteral("pulled out"), 5'000'000'000LL,           false};
}

QString text(const TopicTable& table, int row, int column) {
  return table.data(table.index(row, column), Qt::DisplayRole).toString();
}

TEST(TopicTable, ShowsRowsInTheNaturalOrderOfTheirKeys) {
  const auto table = make_alarm_model();
  const QAbstractItemModelTester tester{table.get(), Mode::Fatal};
  table->apply({.rows = {{QStringLiteral("10"), alarm(QStringLiteral("major"))},
                         {QStringLiteral("9"), alarm(QStringLiteral("critical"))}}},
               alarm_columns);
  ASSERT_EQ(table->rowCount(), 2);
  EXPECT_EQ(table->key(0), QStringLiteral("9"));
  EXPECT_EQ(text(*table, 0, 0), QStringLiteral("✖ critical"));
  EXPECT_EQ(text(*table, 1, 3), QStringLiteral("00:00:05.000"));
}

TEST(TopicTable, AnAlarmThatIsClearedGoes) {
  const auto table = make_alarm_model();
  table->apply({.rows = {{QStringLiteral("1"), alarm(QStringLiteral("major"))}}}, alarm_columns);
  table->apply({.gone = {QStringLiteral("1"), QStringLiteral("never")}}, alarm_columns);
  EXPECT_EQ(table->rowCount(), 0);
}

TEST(TopicTable, AProcessThatIsGoneLeavesItsPlaceToTheNext) {
  const auto table = make_process_model();
  const QAbstractItemModelTester tester{table.get(), Mode::Fatal};
  QSignalSpy insertions{table.get(), &QAbstractItemModel::rowsInserted};
  QSignalSpy removals{table.get(), &QAbstractItemModel::rowsRemoved};
  const Columns columns{QStringLiteral("processes")};
  const auto process = [](const char* pid) {
    return Cells{QLatin1String{pid}, QStringLiteral("half_call")};
  };
  table->apply({.rows = {{QStringLiteral("1"), process("<0.1.1>")}}}, columns);
  table->apply({.gone = {QStringLiteral("1")}}, columns);
  EXPECT_TRUE(table->data(table->index(0, 0), TopicTable::gone_role).toBool());
  EXPECT_EQ(text(*table, 0, 4), QStringLiteral("<0.1.1>"));
  table->apply({.rows = {{QStringLiteral("1"), process("<0.2.1>")}}}, columns);
  EXPECT_FALSE(table->data(table->index(0, 0), TopicTable::gone_role).toBool());
  EXPECT_EQ(text(*table, 0, 4), QStringLiteral("<0.2.1>"));
  EXPECT_EQ(insertions.size(), 1);
  EXPECT_EQ(removals.size(), 0);
}

TEST(TopicTable, AfterTenThousandCallsItHasNoMoreThanTheExchangeLists) {
  constexpr int listed = 1'000;
  const auto table = make_call_model();
  for (int call = 1; call <= 10'000; ++call) {
    ViewChange change{.rows = {{QString::number(call), {QStringLiteral("210017")}}}};
    if (call > listed) change.gone.insert(QString::number(call - listed));
    table->apply(change, call_columns);
  }
  ASSERT_EQ(table->rowCount(), listed);
  EXPECT_EQ(table->key(0), QStringLiteral("9001"));
}

TEST(TopicTable, WhatComesOrChangesSideBySideIsToldAtOnce) {
  const auto table = make_call_model();
  const QAbstractItemModelTester tester{table.get(), Mode::Fatal};
  const auto calls = [](int first, int last, const char* from) {
    ViewChange change;
    for (int i = first; i <= last; ++i)
      change.rows[QString::number(i)] = {QString::fromLatin1(from)};
    return change;
  };
  QSignalSpy insertions{table.get(), &QAbstractItemModel::rowsInserted};
  QSignalSpy changes{table.get(), &QAbstractItemModel::dataChanged};
  table->apply(calls(1, 50, "2001"), call_columns);
  table->apply(calls(90, 120, "2001"), call_columns);
  table->apply(calls(60, 70, "2001"), call_columns);
  EXPECT_EQ(insertions.size(), 3);
  table->apply(calls(95, 105, "2002"), call_columns);
  ASSERT_EQ(changes.size(), 1);
  EXPECT_EQ(table->key(changes[0][0].toModelIndex().row()), QStringLiteral("95"));
  EXPECT_EQ(table->key(changes[0][1].toModelIndex().row()), QStringLiteral("105"));
}

TEST(TopicTable, WhatHasNotChangedIsNotToldAnew) {
  const auto table = make_alarm_model();
  const ViewChange change{.rows = {{QStringLiteral("1"), alarm(QStringLiteral("major"))}}};
  table->apply(change, alarm_columns);
  QSignalSpy changes{table.get(), &QAbstractItemModel::dataChanged};
  table->apply(change, alarm_columns);
  EXPECT_EQ(changes.size(), 0);
  table->apply({.rows = {{QStringLiteral("1"), alarm(QStringLiteral("minor"))}}}, alarm_columns);
  EXPECT_EQ(changes.size(), 1);
}

TEST(TopicTable, ReadsColumnsWhereTheExchangeSaysTheyStand) {
  Hello hello;
  hello.columns.insert(QStringLiteral("alarms"),
                       {QStringLiteral("weather"), QStringLiteral("severity")});
  const auto table = make_alarm_model();
  table->apply({.rows = {{QStringLiteral("1"), {QStringLiteral("fine"), QStringLiteral("minor")}}}},
               Columns{QStringLiteral("alarms"), hello});
  EXPECT_EQ(text(*table, 0, 0), QStringLiteral("◔ minor"));
  EXPECT_EQ(text(*table, 0, 1), QString{});
}

TEST(TopicTable, AllOfItInPartsTakesNothingAwayUntilTheLast) {
  const auto table = make_alarm_model();
  const auto row = [](const char* key) {
    return std::map<QString, Cells>{{QLatin1String{key}, alarm(QStringLiteral("major"))}};
  };
  for (const char* key : {"1", "2", "3"}) table->apply({.rows = row(key)}, alarm_columns);
  QSignalSpy insertions{table.get(), &QAbstractItemModel::rowsInserted};
  table->apply({.all = true, .more = true, .rows = row("1")}, alarm_columns);
  EXPECT_EQ(table->rowCount(), 3);
  table->apply({.rows = row("3")}, alarm_columns);
  ASSERT_EQ(table->rowCount(), 2);
  EXPECT_EQ(table->key(1), QStringLiteral("3"));
  EXPECT_EQ(insertions.size(), 0);
}

TEST(TopicTable, IsWhatAPlainMapIsAfterAnyChanges) {
  for (quint32 seed = 1; seed <= 20; ++seed) {
    quint32 chance = seed;
    const auto below = [&chance](quint32 most) {
      chance = chance * 1'664'525U + 1'013'904'223U;
      return (chance >> 8U) % most;
    };
    const auto table = make_alarm_model();
    const QAbstractItemModelTester tester{table.get(), Mode::Fatal};
    std::map<QString, Cells> oracle;
    for (int round = 0; round < 100; ++round) {
      ViewChange change{.all = below(20) == 0};
      if (change.all) oracle.clear();
      for (quint32 i = 0; i < below(5); ++i) {
        const QString key = QString::number(below(30));
        if (below(3) == 0 && !change.rows.contains(key)) {
          change.gone.insert(key);
          oracle.erase(key);
        } else if (!change.gone.contains(key)) {
          change.rows[key] = oracle[key] = alarm(QString::number(below(3)));
        }
      }
      table->apply(change, alarm_columns);
    }
    ASSERT_EQ(table->rowCount(), static_cast<int>(oracle.size())) << seed;
    for (int row = 0; row < table->rowCount(); ++row) {
      ASSERT_TRUE(oracle.contains(table->key(row))) << seed;
      EXPECT_EQ(table->value(row, "severity"), oracle[table->key(row)][2]) << seed;
    }
  }
}

}  // namespace
}  // namespace forlopp::console

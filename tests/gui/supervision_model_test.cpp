#include "gui/models/supervision_model.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

const Columns columns{QStringLiteral("supervision")};

/// The cells of a supervisor, in the documented order.
Cells supervisor(const QString& parent, State state = State::idle, int budget_used = 0) {
  return {parent,
          QString{},
          QStringLiteral("supervisor"),
          QStringLiteral("<0.1.0>"),
          QStringLiteral("one_for_all"),
          3,
          7,
          budget_used,
          3,
          5'000'000'000LL,
          40,
          static_cast<int>(state)};
}

QString name(const char* text) {
  return QString::fromLatin1(text);
}

class SupervisionTree : public testing::Test {
 protected:
  void apply(const ViewChange& change) { model.apply(change, columns); }
  /// `root` above `shelf` above `card`.
  void grow() {
    apply({.rows = {{name("card"), supervisor(name("shelf"))},
                    {name("root"), supervisor({})},
                    {name("shelf"), supervisor(name("root"))}}});
  }
  QString text(const char* key, int column) const {
    return model.index_of(name(key)).siblingAtColumn(column).data().toString();
  }
  State gravest(const char* key) const {
    return state_of(model.index_of(name(key)).data(SupervisionModel::gravest_role).toInt());
  }

  SupervisionModel model;
  QAbstractItemModelTester tester{&model, Mode::Fatal};
};

TEST_F(SupervisionTree, GrowsWhateverOrderItsRowsComeIn) {
  apply({.rows = {{name("card"), supervisor(name("shelf"))}}});
  EXPECT_FALSE(model.index_of(name("card")).isValid());
  apply({.rows = {{name("shelf"), supervisor(name("root"))}}});
  apply({.rows = {{name("root"), supervisor({})}}});
  EXPECT_EQ(model.rowCount(), 1);
  const QModelIndex card = model.index_of(name("card"));
  ASSERT_TRUE(card.isValid());
  EXPECT_EQ(model.key(card.parent()), name("shelf"));
  EXPECT_EQ(model.key(card.parent().parent()), name("root"));
}

TEST_F(SupervisionTree, ValuesChangeWithoutAnyRowMoving) {
  grow();
  QSignalSpy insertions{&model, &QAbstractItemModel::rowsInserted};
  QSignalSpy removals{&model, &QAbstractItemModel::rowsRemoved};
  QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
  apply({.rows = {{name("card"), supervisor(name("shelf"), State::idle, 2)}}});
  EXPECT_EQ(insertions.size() + removals.size(), 0);
  EXPECT_EQ(changes.size(), 1);
  EXPECT_EQ(text("card", SupervisionModel::budget), QStringLiteral("2/3"));
}

TEST_F(SupervisionTree, ARowThatIsEqualChangesNothing) {
  grow();
  QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
  grow();
  EXPECT_EQ(changes.size(), 0);
}

TEST_F(SupervisionTree, ACollapsedParentHidesNoTrouble) {
  grow();
  apply({.rows = {{name("card"), supervisor(name("shelf"), State::crashed)}}});
  EXPECT_EQ(gravest("root"), State::crashed);
  apply({.rows = {{name("card"), supervisor(name("shelf"))}}});
  EXPECT_EQ(gravest("root"), State::idle);
  apply({.rows = {{name("card"), supervisor(name("shelf"), State::escalated)}}});
  apply({.gone = {name("card")}});
  EXPECT_EQ(gravest("root"), State::idle);
}

TEST_F(SupervisionTree, ChildrenOfARowThatIsGoneWaitForItsReturn) {
  grow();
  apply({.gone = {name("shelf")}});
  EXPECT_FALSE(model.index_of(name("card")).isValid());
  EXPECT_NE(model.find(name("card")), nullptr);
  apply({.rows = {{name("shelf"), supervisor(name("root"))}}});
  EXPECT_TRUE(model.index_of(name("card")).isValid());
}

TEST_F(SupervisionTree, AllOfItAnewKeepsTheRowsThatAreStillThere) {
  grow();
  const QPersistentModelIndex shelf = model.index_of(name("shelf"));
  apply({.all = true,
         .rows = {{name("root"), supervisor({})}, {name("shelf"), supervisor(name("root"))}}});
  EXPECT_TRUE(shelf.isValid());
  EXPECT_EQ(model.find(name("card")), nullptr);
}

TEST_F(SupervisionTree, AllOfItInPartsTakesNothingAwayUntilTheLast) {
  grow();
  const QPersistentModelIndex shelf = model.index_of(name("shelf"));
  apply({.all = true, .more = true, .rows = {{name("root"), supervisor({})}}});
  EXPECT_TRUE(shelf.isValid());
  apply({.rows = {{name("shelf"), supervisor(name("root"))}}});
  EXPECT_TRUE(shelf.isValid());
  EXPECT_EQ(model.find(name("card")), nullptr);
}

TEST_F(SupervisionTree, RowsThatAreEachOthersParentsAreNotShown) {
  apply({.rows = {{name("a"), supervisor(name("b"))},
                  {name("b"), supervisor(name("a"))},
                  {name("c"), supervisor(name("c"))}}});
  EXPECT_EQ(model.rowCount(), 0);
  apply({.rows = {{name("a"), supervisor({})}}});
  EXPECT_TRUE(model.index_of(name("b")).isValid());
}

TEST_F(SupervisionTree, SiblingsStandInNaturalOrder) {
  apply({.rows = {{name("card 10"), supervisor({})}, {name("card 9"), supervisor({})}}});
  EXPECT_EQ(model.key(model.index(0, 0)), name("card 9"));
}

TEST_F(SupervisionTree, SaysToThoseWhoDoNotSeeHowARowIs) {
  apply({.rows = {{name("card"), supervisor({}, State::restarting, 2)}}});
  const QModelIndex card = model.index_of(name("card"));
  EXPECT_EQ(card.data(Qt::AccessibleTextRole).toString(), QStringLiteral("card, restarting"));
  EXPECT_TRUE(card.data(Qt::ToolTipRole).toString().contains(QStringLiteral("2 of 3")));
  EXPECT_EQ(text("card", SupervisionModel::strategy), QStringLiteral("1:A"));
}

/// Whether a row hangs below the root by rows that are all there.
bool hangs(const std::map<QString, QString>& parents, QString key) {
  for (std::size_t steps = 0; steps <= parents.size(); ++steps) {
    const auto found = parents.find(key);
    if (found == parents.end()) return false;
    if (found->second.isEmpty()) return true;
    key = found->second;
  }
  return false;
}

TEST(SupervisionModel, IsWhatAPlainMapOfParentsIsAfterAnyChanges) {
  for (quint32 seed = 1; seed <= 20; ++seed) {
    quint32 chance = seed;
    const auto below = [&chance](quint32 most) {
      chance = chance * 1'664'525U + 1'013'904'223U;
      return (chance >> 8U) % most;
    };
    SupervisionModel model;
    const QAbstractItemModelTester tester{&model, Mode::Fatal};
    std::map<QString, QString> oracle;
    for (int round = 0; round < 60; ++round) {
      ViewChange change{.all = below(25) == 0};
      if (change.all) oracle.clear();
      for (quint32 i = 0; i < 1 + below(6); ++i) {
        const QString key = QString::number(below(15));
        const QString parent = below(4) == 0 ? QString{} : QString::number(below(15));
        if (below(3) == 0 && !change.rows.contains(key)) {
          change.gone.insert(key);
          oracle.erase(key);
        } else if (!change.gone.contains(key)) {
          change.rows[key] = supervisor(parent, state_of(below(9)));
          oracle[key] = parent;
        }
      }
      model.apply(change, columns);
      for (int i = 0; i < 15; ++i) {
        const QString key = QString::number(i);
        ASSERT_EQ(model.index_of(key).isValid(), hangs(oracle, key)) << seed << ' ' << round;
        if (hangs(oracle, key)) {
          ASSERT_EQ(model.key(model.index_of(key).parent()), oracle[key]);
        }
      }
    }
  }
}

}  // namespace
}  // namespace forlopp::console

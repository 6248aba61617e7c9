#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/panels/field_accessible.hpp"
#include "gui/panels/field_panel.hpp"
#include "tests/gui/restart_desk.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromUtf8(text);
}

const Columns columns{QStringLiteral("field")};

quint32 next(quint32& chance, quint32 most) {
  chance = chance * 1'664'525U + 1'013'904'223U;
  return (chance >> 8U) % most;
}

TEST(FieldState, IsWhatAPlainMapOfBytesIsAfterAnyChanges) {
  for (quint32 seed = 1; seed <= 20; ++seed) {
    quint32 chance = seed;
    FieldState field;
    std::map<QString, QByteArray> oracle;
    for (int round = 0; round < 60; ++round) {
      ViewChange change{.all = next(chance, 20) == 0};
      if (change.all) oracle.clear();
      for (quint32 i = 0; i < next(chance, 6); ++i) {
        const QString key = QStringLiteral("sup %1").arg(next(chance, 12));
        if (next(chance, 4) == 0 && !change.rows.contains(key)) {
          change.gone.insert(key);
          oracle.erase(key);
        } else if (!change.gone.contains(key)) {
          QByteArray cells;
          for (quint32 cell = 0; cell < next(chance, 9); ++cell)
            cells += static_cast<char>(next(chance, 12));
          change.rows[key] = {cells};
          oracle[key] = cells;
        }
      }
      field.apply(change, columns);
      StateCounts counts{};
      qint64 cells = 0;
      for (const auto& [key, bytes] : oracle) {
        const FieldState::Branch* branch = field.find(key);
        ASSERT_NE(branch, nullptr) << seed;
        EXPECT_EQ(branch->cells, bytes);
        cells += bytes.size();
        State worst = State::idle;
        for (const char byte : bytes) {
          const State state = state_of(static_cast<unsigned char>(byte));
          ++counts[static_cast<std::size_t>(state)];
          if (gravity(state) > gravity(worst)) worst = state;
        }
        EXPECT_EQ(branch->worst(), worst);
      }
      ASSERT_EQ(field.branches().size(), oracle.size()) << seed;
      ASSERT_EQ(field.counts(), counts) << seed;
      ASSERT_EQ(field.cells(), cells) << seed;
    }
  }
}

TEST(FieldState, AllOfItInPartsTakesNothingAwayUntilTheLast) {
  FieldState field;
  const Cells cells{QByteArray("\2\2", 2)};
  field.apply({.rows = {{word("a"), cells}, {word("b"), cells}, {word("c"), cells}}}, columns);
  field.apply({.all = true, .more = true, .rows = {{word("a"), cells}}}, columns);
  EXPECT_EQ(field.cells(), 6);
  field.apply({.rows = {{word("c"), cells}}}, columns);
  EXPECT_EQ(field.cells(), 4);
  EXPECT_EQ(field.find(word("b")), nullptr);
}

TEST(FieldLayout, EveryCellIsFoundWhereItIsAndNothingElseIs) {
  for (quint32 seed = 1; seed <= 30; ++seed) {
    quint32 chance = seed;
    std::vector<qint64> sizes;
    for (quint32 i = 0; i < 1 + next(chance, 12); ++i) sizes.push_back(next(chance, 60));
    const QSize area{100 + static_cast<int>(next(chance, 300)),
                     60 + static_cast<int>(next(chance, 200))};
    const FieldLayout layout{sizes, area};
    if (!layout.fits()) continue;
    qint64 found = 0, there = 0;
    for (std::size_t branch = 0; branch < sizes.size(); ++branch)
      for (qint64 cell = 0; cell < sizes[branch]; ++cell) {
        const QRect place = layout.rectangle({branch, cell});
        EXPECT_TRUE((QRect{{0, 0}, area}.contains(place))) << seed;
        EXPECT_EQ(layout.spot_at(place.center()), (FieldSpot{branch, cell})) << seed;
        EXPECT_TRUE(layout.border(branch).boundingRect().contains(place.center()));
        ++there;
      }
    for (int y = layout.side() / 2; y < area.height(); y += layout.side())
      for (int x = layout.side() / 2; x < area.width(); x += layout.side())
        found += layout.spot_at({x, y}) ? 1 : 0;
    EXPECT_EQ(found, there) << seed;
  }
}

TEST(FieldLayout, CellsThatWouldBeTooSmallAreNone) {
  EXPECT_FALSE((FieldLayout{std::vector<qint64>{100'000}, {300, 200}}.fits()));
  EXPECT_TRUE((FieldLayout{std::vector<qint64>{100'000}, {900, 600}}.fits()));
  EXPECT_FALSE((FieldLayout{std::vector<qint64>{400'001}, {4'000, 4'000}}.fits()));
  EXPECT_FALSE((FieldLayout{std::vector<qint64>{0, 0}, {300, 200}}.fits()));
}

TEST(Strips, ShareAnAreaByWeight) {
  const std::vector<double> weights{1, 40, 3, 3, 3, 9, 1, 1};
  const std::vector<QRectF> parts = strips(weights, {0, 0, 600, 200});
  ASSERT_EQ(parts.size(), weights.size());
  for (std::size_t i = 0; i < parts.size(); ++i)
    EXPECT_NEAR(parts[i].width() * parts[i].height(), weights[i] / 61.0 * 120'000.0, 1.0);
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const QRectF both = parts[i].intersected(parts[j]);
      EXPECT_LT(both.width() * both.height(), 0.01);
    }
}

class Field : public RestartDesk {
 protected:
  struct Spoken {
    Spoken() { make_field_accessible(); }
  };
  Field() {
    panel.resize(400, 240);
    panel.show();
  }
  void show_cells(std::map<QString, QByteArray> cells) {
    ViewChange change{.all = true};
    for (auto& [key, bytes] : cells) change.rows[key] = {bytes};
    picture.apply({.views = {{word("field"), change}}});
  }
  FieldView& view() { return panel.view(); }
  QColor painted(QPoint at) { return view().grab().toImage().pixelColor(at); }

  Spoken spoken{};  // Before there is a view.
  FieldPanel panel{desk};
};

const QByteArray calm(20, static_cast<char>(State::active));

TEST_F(Field, AProcessThatHasCrashedIsSeenInTheFieldAndOnTheMap) {
  QByteArray cells = calm;
  cells[7] = static_cast<char>(State::crashed);
  show_cells({{word("a"), calm}, {word("b"), cells}});
  EXPECT_EQ(view().shown(), FieldView::Zoom::map);
  const QRect map = view().rectangle({1, -1});
  EXPECT_EQ(painted({map.center().x() + 3, map.bottom() - 2}),
            colour(State::crashed, Theme::light));
  QTest::keyClick(&view(), Qt::Key_Plus);
  ASSERT_EQ(view().shown(), FieldView::Zoom::field);
  const QRect other = view().rectangle({1, 8}), dead = view().rectangle({1, 7});
  EXPECT_EQ(painted(other.center()), colour(State::active, Theme::light));
  EXPECT_EQ(painted(dead.center() + QPoint{0, -4}), colour(State::crashed, Theme::light));
  EXPECT_TRUE(panel.findChild<QLabel*>(word("counts"))->text().contains(word("✖ 1 crashed")));
}

TEST_F(Field, ItsCellsGrowWithTheFont) {
  show_cells({{word("a"), calm}});
  view().set_zoom(FieldView::Zoom::field);
  const int before = view().rectangle({0, 3}).width();
  QFont twice = panel.font();
  twice.setPointSizeF(2.0 * twice.pointSizeF());
  panel.setFont(twice);
  EXPECT_EQ(view().rectangle({0, 3}).width(), 2 * before);
  EXPECT_EQ(painted(view().rectangle({0, 3}).center()), colour(State::active, Theme::light));
}

TEST_F(Field, OnlyWhatHasChangedIsColouredAnew) {
  show_cells({{word("a"), calm}});
  view().set_zoom(FieldView::Zoom::field);
  QByteArray cells = calm;
  cells[3] = static_cast<char>(State::setting_up);
  picture.apply({.views = {{word("field"), {.rows = {{word("a"), {cells}}}}}}});
  EXPECT_EQ(painted(view().rectangle({0, 3}).center()), colour(State::setting_up, Theme::light));
  EXPECT_EQ(painted(view().rectangle({0, 4}).center()), colour(State::active, Theme::light));
}

TEST_F(Field, AClickOnACellLooksAtTheProcessThatIsThere) {
  show_cells({{word("a"), calm}, {word("b"), calm}});
  view().set_zoom(FieldView::Zoom::field);
  QTest::mouseClick(&view(), Qt::LeftButton, {}, view().rectangle({1, 4}).center());
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"supervisor"}].toString(), word("b"));
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"place"}].toInteger(), 4);
  questions.asked[0].then(Reply{.result = {{word("pid"), word("<0.9.1>")}}});
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::process, word("<0.9.1>")}));
}

TEST_F(Field, WhoeverHasGoneMeanwhileLeavesItsSupervisor) {
  show_cells({{word("a"), calm}});
  view().set_zoom(FieldView::Zoom::field);
  QTest::mouseClick(&view(), Qt::LeftButton, {}, view().rectangle({0, 4}).center());
  questions.asked.at(0).then(Reply{.code = word("gone"), .text = word("nobody is there")});
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, word("a")}));
}

TEST_F(Field, AClickOnTheMapGoesToTheSupervisor) {
  show_cells({{word("a"), calm}, {word("b"), calm}});
  QTest::mouseClick(&view(), Qt::LeftButton, {}, view().rectangle({1, -1}).center());
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, word("b")}));
  EXPECT_TRUE(questions.asked.empty());
}

TEST_F(Field, TheKeysGoFromProcessToProcessAndToTheNextSupervisor) {
  show_cells({{word("a"), calm}, {word("b"), calm}});
  view().set_zoom(FieldView::Zoom::field);
  QTest::keyClick(&view(), Qt::Key_Right);
  EXPECT_EQ(view().current(), (FieldSpot{0, 0}));
  for (int i = 0; i < 19; ++i) QTest::keyClick(&view(), Qt::Key_Right);
  EXPECT_EQ(view().current(), (FieldSpot{0, 19}));
  QTest::keyClick(&view(), Qt::Key_Right);
  EXPECT_EQ(view().current(), (FieldSpot{1, 0}));
  QTest::keyClick(&view(), Qt::Key_Return);
  EXPECT_EQ(questions.asked.at(0).arguments[QLatin1String{"place"}].toInteger(), 0);
}

TEST_F(Field, WhatIsTooManyForCellsIsAMap) {
  show_cells({{word("a"), QByteArray(100'000, '\0')}});
  view().set_zoom(FieldView::Zoom::field);
  EXPECT_EQ(view().shown(), FieldView::Zoom::map);
  EXPECT_TRUE(panel.findChild<QLabel*>(word("counts"))->text().contains(word("too many")));
  panel.resize(1'200, 900);
  QCoreApplication::processEvents();
  EXPECT_EQ(view().shown(), FieldView::Zoom::field);
}

TEST_F(Field, SupervisorsAreSpokenToThoseWhoDoNotSeeThem) {
  QByteArray cells = calm;
  cells[0] = static_cast<char>(State::crashed);
  show_cells({{word("a"), calm}, {word("b"), cells}});
  QAccessibleInterface* field = QAccessible::queryAccessibleInterface(&view());
  ASSERT_NE(field, nullptr);
  ASSERT_EQ(field->childCount(), 2);
  EXPECT_EQ(field->child(1)->text(QAccessible::Name),
            word("b: 20 processes, worst crashed, 1 out of the ordinary"));
}

TEST_F(Field, IsPaintedInLightAndDark) {
  panel.resize(700, 300);
  std::map<QString, QByteArray> cells;
  quint32 chance = 7;
  for (int i = 0; i < 12; ++i) {
    QByteArray bytes;
    for (quint32 cell = 0; cell < 16 + (i == 3 ? 700 : 0); ++cell)
      bytes += static_cast<char>(next(chance, 12) == 0 ? next(chance, 9) : next(chance, 3));
    cells[QStringLiteral("forlopp/exchange/shelves/shelf %1").arg(i)] = bytes;
  }
  show_cells(cells);
  QImage before;
  for (const Theme theme : {Theme::light, Theme::dark})
    for (const FieldView::Zoom zoom : {FieldView::Zoom::map, FieldView::Zoom::field}) {
      panel.setPalette(widget_palette(theme));
      view().set_zoom(zoom);
      const QImage image = panel.grab().toImage();
      EXPECT_NE(image, before);
      before = image;
      const QString folder = qEnvironmentVariable("FORLOPP_PICTURES");
      if (!folder.isEmpty())
        image.save(QStringLiteral("%1/field_%2_%3.png")
                       .arg(folder)
                       .arg(static_cast<int>(theme))
                       .arg(static_cast<int>(zoom)));
    }
}

TEST_F(Field, AnotherRunHasAnotherField) {
  show_cells({{word("a"), calm}});
  picture.apply({.fresh = true});
  EXPECT_EQ(picture.field().cells(), 0);
  EXPECT_FALSE(view().spot_at({5, 5}).has_value());
}

}  // namespace
}  // namespace forlopp::console

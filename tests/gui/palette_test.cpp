#include "gui/palette.hpp"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <set>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

constexpr std::array themes{Theme::light, Theme::dark};

TEST(Palette, EveryMarkStandsOutFromItsBackground) {
  for (const Theme theme : themes)
    for (const State state : all_states())
      EXPECT_GE(contrast(colour(state, theme), background(theme)), 3.0)
          << title(state).toStdString() << ' ' << static_cast<int>(theme);
}

TEST(Palette, TextCanBeRead) {
  for (const Theme theme : themes) {
    const QPalette palette = widget_palette(theme);
    for (const auto back : {QPalette::Window, QPalette::Base, QPalette::Button, QPalette::Highlight,
                            QPalette::ToolTipBase})
      EXPECT_GE(contrast(palette.color(QPalette::Text), palette.color(back)), 7.0) << back;
    EXPECT_EQ(theme_of(palette), theme);
  }
}

TEST(Palette, ContrastIsThatOfTheStandard) {
  EXPECT_NEAR(contrast(Qt::black, Qt::white), 21.0, 0.01);
  EXPECT_NEAR(contrast(Qt::red, Qt::red), 1.0, 0.01);
  EXPECT_NEAR(contrast(QColor::fromRgb(0xFF777777), Qt::white), 4.48, 0.01);
}

TEST(Palette, NoTwoStatesShareAColourAGlyphOrAGravity) {
  for (const Theme theme : themes) {
    QSet<QString> colours, glyphs;
    std::set<int> gravities;
    for (const State state : all_states()) {
      colours.insert(colour(state, theme).name());
      glyphs.insert(glyph(state));
      gravities.insert(gravity(state));
    }
    EXPECT_EQ(static_cast<std::size_t>(colours.size()), all_states().size());
    EXPECT_EQ(static_cast<std::size_t>(glyphs.size()), all_states().size());
    EXPECT_EQ(gravities.size(), all_states().size());
  }
}

TEST(Palette, CellsOfDifferentStatesDifferWithoutColour) {
  QSet<QByteArray> pictures;
  for (const State state : all_states()) {
    QImage image{12, 12, QImage::Format_RGB32};
    image.fill(background(Theme::light));
    QPainter painter{&image};
    paint_cell(painter, image.rect(), state, Theme::light);
    painter.end();
    QByteArray shape;  // Where it is painted, whatever the colour.
    for (int y = 0; y < 12; ++y)
      for (int x = 0; x < 12; ++x)
        shape += image.pixelColor(x, y) == background(Theme::light) ? ' ' : '#';
    // A full cell, crossed or not, is told apart by its lines.
    if (pattern(state) == Pattern::cross) shape += 'x';
    if (pattern(state) == Pattern::full) continue;  // As plain: told apart by colour and glyph.
    pictures.insert(shape);
  }
  EXPECT_EQ(static_cast<std::size_t>(pictures.size()), all_states().size() - 1);
}

TEST(Palette, WhatTheWireSaysBeyondTheKnownIsUnknown) {
  EXPECT_EQ(state_of(5), State::crashed);
  EXPECT_EQ(state_of(-1), State::unknown);
  EXPECT_EQ(state_of(200), State::unknown);
}

}  // namespace
}  // namespace forlopp::console

#pragma once

#include <QColor>
#include <QPalette>
#include <QString>
#include <cstdint>
#include <span>

#include "switch/mgmt/protocol/words.hpp"

class QPainter;
class QRect;

/// How states look: a colour, a glyph and a pattern each, so that none of them says it alone.
namespace forlopp::console {

using management::State;

enum class Theme : std::uint8_t { light, dark };

/// How a cell of a state is filled.
enum class Pattern : std::uint8_t {
  plain,
  half,  ///< Half as high.
  full,
  stripes,  ///< Diagonal.
  outline,
  cross,  ///< And an outline in the colour of text.
  thick_border,
  hatched,  ///< And hollow.
  dotted,
};

/// Every state, in the order of the protocol.
std::span<const State> all_states();
/// Of a byte from the wire: what is not known is `unknown`.
State state_of(qint64 byte);
/// What a state is called on the screen.
QString title(State state);

QColor colour(State state, Theme theme);
QString glyph(State state);
Pattern pattern(State state);

/// Worse states win where one mark stands for many.
int gravity(State state);

/// Of `critical`, `major`, `minor`, `warning`; other words are `warning`.
QColor severity_colour(const QString& severity, Theme theme);
QString severity_glyph(const QString& severity);
/// 0 is the worst.
int severity_rank(const QString& severity);

/// What Qt's own widgets look like.
QPalette widget_palette(Theme theme);
QColor background(Theme theme);
QColor text_colour(Theme theme);
/// Of lines that separate, and of text that is less.
QColor faint(Theme theme);
/// Of what calls for the eye before it is too late: the last notch of a budget, a stale picture.
QColor amber(Theme theme);
/// The theme that a palette is of.
Theme theme_of(const QPalette& palette);

/// By WCAG 2: 1 (the same) to 21 (black on white).
double contrast(const QColor& one, const QColor& other);

/// Fills a cell with a state's colour and pattern.
void paint_cell(QPainter& painter, const QRect& cell, State state, Theme theme);

}  // namespace forlopp::console

#include "gui/palette.hpp"

#include <QCoreApplication>
#include <QPainter>
#include <QRect>
#include <QtMath>
#include <algorithm>
#include <array>

namespace forlopp::console {
namespace {

using enum State;

struct Look {
  State state;
  const char* title;
  const char16_t* glyph;
  QRgb light;
  QRgb dark;
  Pattern pattern;
  int gravity;
};

// Found by search: any two of them differ by at least 14.8 (CIEDE2000) for normal, protan, deutan
// and tritan eyes, and each has a contrast of 3:1 with the background.
// clang-format off
constexpr std::array<Look, 9> looks{{
    {idle, QT_TRANSLATE_NOOP("State", "idle"), u"·", 0xFF81878C, 0xFF6E6F71, Pattern::plain, 0},
    {setting_up, QT_TRANSLATE_NOOP("State", "setting up"), u"◔", 0xFF2398CA, 0xFF6CD1F8, Pattern::half, 2},
    {active, QT_TRANSLATE_NOOP("State", "active"), u"●", 0xFF2D50C3, 0xFF4673D8, Pattern::full, 1},
    {restarting, QT_TRANSLATE_NOOP("State", "restarting"), u"↻", 0xFFB78503, 0xFFFCC232, Pattern::stripes, 6},
    {recovered, QT_TRANSLATE_NOOP("State", "recovered"), u"✓", 0xFF007E4E, 0xFF75AE7B, Pattern::outline, 4},
    {crashed, QT_TRANSLATE_NOOP("State", "crashed"), u"✖", 0xFFC00F00, 0xFFFA3F27, Pattern::cross, 8},
    {escalated, QT_TRANSLATE_NOOP("State", "escalated"), u"⇑", 0xFF841E6A, 0xFFDF77A7, Pattern::thick_border, 7},
    {out_of_service, QT_TRANSLATE_NOOP("State", "out of service"), u"▢", 0xFF2A2D30, 0xFFE6E9EC, Pattern::hatched, 5},
    {unknown, QT_TRANSLATE_NOOP("State", "unknown"), u"?", 0xFF7B7E82, 0xFF8A8D91, Pattern::dotted, 3},
}};
// clang-format on

constexpr std::array<State, 9> states{idle,    setting_up, active,         restarting, recovered,
                                      crashed, escalated,  out_of_service, unknown};

const Look& look(State state) {
  const auto index = static_cast<std::size_t>(state);
  return looks[std::min(index, looks.size() - 1)];
}

double luminance(const QColor& colour) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : qPow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
         0.0722 * linear(colour.blueF());
}

void paint_border(QPainter& painter, const QRect& cell, const QColor& colour, int width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(
      QPen{colour, static_cast<double>(width), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin});
  const int inner = width / 2;
  painter.drawRect(cell.adjusted(inner, inner, -1 - inner, -1 - inner));
}

void paint_cross(QPainter& painter, const QRect& cell, const QColor& fill, const QColor& text) {
  painter.fillRect(cell, fill);
  painter.setPen(text);
  painter.drawLine(cell.topLeft(), cell.bottomRight());
  painter.drawLine(cell.topRight(), cell.bottomLeft());
  paint_border(painter, cell, text, 1);
}

}  // namespace

std::span<const State> all_states() {
  return states;
}

State state_of(qint64 byte) {
  return byte >= 0 && byte < static_cast<qint64>(states.size())
             ? states[static_cast<std::size_t>(byte)]
             : unknown;
}

QString title(State state) {
  return QCoreApplication::translate("State", look(state).title);
}

QColor colour(State state, Theme theme) {
  return QColor::fromRgb(theme == Theme::light ? look(state).light : look(state).dark);
}

QString glyph(State state) {
  return QString::fromUtf16(look(state).glyph);
}

Pattern pattern(State state) {
  return look(state).pattern;
}

int gravity(State state) {
  return look(state).gravity;
}

int severity_rank(const QString& severity) {
  static const std::array<QString, 3> ranks{QStringLiteral("critical"), QStringLiteral("major"),
                                            QStringLiteral("minor")};
  return static_cast<int>(std::ranges::find(ranks, severity) - ranks.begin());
}

QColor severity_colour(const QString& severity, Theme theme) {
  static constexpr std::array<State, 4> reused{crashed, restarting, setting_up, idle};
  return colour(reused[static_cast<std::size_t>(severity_rank(severity))], theme);
}

QString severity_glyph(const QString& severity) {
  static constexpr std::array<const char16_t*, 4> glyphs{u"✖", u"▲", u"◔", u"·"};
  return QString::fromUtf16(glyphs[static_cast<std::size_t>(severity_rank(severity))]);
}

QColor background(Theme theme) {
  return QColor::fromRgb(theme == Theme::light ? 0xFFF4F5F7 : 0xFF1D2025);
}

QColor text_colour(Theme theme) {
  return QColor::fromRgb(theme == Theme::light ? 0xFF1B1E22 : 0xFFE6E9EC);
}

QColor faint(Theme theme) {
  return QColor::fromRgb(theme == Theme::light ? 0xFFC9CDD3 : 0xFF3C424A);
}

QColor amber(Theme theme) {
  return colour(restarting, theme);
}

QPalette widget_palette(Theme theme) {
  const bool light = theme == Theme::light;
  const QColor text = text_colour(theme), back = background(theme);
  const QColor sheet = QColor::fromRgb(light ? 0xFFFFFFFF : 0xFF16181C);
  const QColor weak = QColor::fromRgb(light ? 0xFF7A8088 : 0xFF868C95);
  QPalette palette{QColor::fromRgb(light ? 0xFFE7E9EC : 0xFF2A2E35), back};
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                          QPalette::ToolTipText, QPalette::BrightText}) {
    palette.setColor(role, text);
    palette.setColor(QPalette::Disabled, role, weak);
  }
  palette.setColor(QPalette::Base, sheet);
  palette.setColor(QPalette::AlternateBase, back);
  palette.setColor(QPalette::ToolTipBase, sheet);
  palette.setColor(QPalette::PlaceholderText, weak);
  palette.setColor(QPalette::Highlight, QColor::fromRgb(light ? 0xFFC9D7F5 : 0xFF33466E));
  palette.setColor(QPalette::HighlightedText, text);
  palette.setColor(QPalette::Link, colour(active, theme));
  return palette;
}

Theme theme_of(const QPalette& palette) {
  return palette.color(QPalette::Window).lightness() > 127 ? Theme::light : Theme::dark;
}

double contrast(const QColor& one, const QColor& other) {
  const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
  return (light + 0.05) / (dark + 0.05);
}

void paint_cell(QPainter& painter, const QRect& cell, State state, Theme theme) {
  const QColor fill = colour(state, theme);
  switch (pattern(state)) {
    case Pattern::plain:
    case Pattern::full: painter.fillRect(cell, fill); return;
    case Pattern::half:
      painter.fillRect(cell.adjusted(0, cell.height() / 2, 0, 0), fill);
      return paint_border(painter, cell, fill, 1);
    case Pattern::stripes:
      painter.fillRect(cell, QBrush{fill, Qt::BDiagPattern});
      return paint_border(painter, cell, fill, 1);
    case Pattern::outline: return paint_border(painter, cell, fill, 2);
    case Pattern::cross: return paint_cross(painter, cell, fill, text_colour(theme));
    case Pattern::thick_border: return paint_border(painter, cell, fill, 3);
    case Pattern::hatched:
      painter.fillRect(cell, QBrush{fill, Qt::FDiagPattern});
      return paint_border(painter, cell, fill, 1);
    case Pattern::dotted: painter.fillRect(cell, QBrush{fill, Qt::Dense5Pattern}); return;
  }
}

}  // namespace forlopp::console

#pragma once

#include <QString>

#include "gui/models/ladder_rows.hpp"

class QFont;

/// A ladder for those who have no console: the lanes and steps that are drawn, on white. Each
/// returns what went wrong, in a sentence; nothing if it is written.
namespace forlopp::console {

QString write_svg(const LadderRows& rows, const QFont& font, const QString& title,
                  const QString& file);
/// Refuses what is too high for one picture.
QString write_png(const LadderRows& rows, const QFont& font, const QString& file);
/// As the exchange draws it, and a line for each step, with its cause.
QString write_text(const Ladder& ladder, const QString& title, const QString& file);

}  // namespace forlopp::console

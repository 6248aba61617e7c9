#include "gui/panels/ladder_export.hpp"

#include <QCoreApplication>
#include <QFont>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "gui/panels/ladder_sheet.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int width_usual = 1'600;
constexpr int margin = 12;
constexpr int pixels_high_most = 30'000;

QString told(const char* words) {
  return QCoreApplication::translate("Ladder", words);
}

QString not_written(const QString& file, const QString& why) {
  return told("%1 was not written: %2.").arg(file, why);
}

void paint(QPainter& painter, const LadderRows& rows, const LadderSheet& sheet) {
  const int last = static_cast<int>(rows.rows().size()) - 1;
  painter.translate(margin, margin);
  sheet.paint_rows(painter, 0, last, {}, Theme::light);
  sheet.paint_times(painter, 0, last, {}, Theme::light);
  sheet.paint_heads(painter, {}, Theme::light);
}

QSize with_margin(const LadderSheet& sheet) {
  return sheet.size() + QSize{2 * margin, 2 * margin};
}

QString save(QSaveFile& file) {
  return file.commit() ? QString{} : not_written(file.fileName(), file.errorString());
}

QString line_of(const Ladder& ladder, const LadderStep& step) {
  QString line = QStringLiteral("%1  %2 → %3  %4 %5")
                     .arg(clock_text(step.vtime), ladder.lanes[step.from], ladder.lanes[step.to],
                          title(step.kind), step.type);
  if (step.id != 0) line += QStringLiteral("  #%1").arg(step.id);
  if (step.cause != 0) line += told(" because of #%1").arg(step.cause);
  return line + QLatin1Char{'\n'};
}

}  // namespace

QString write_svg(const LadderRows& rows, const QFont& font, const QString& title,
                  const QString& file) {
  QSaveFile out{file};
  if (!out.open(QIODevice::WriteOnly)) return not_written(file, out.errorString());
  const LadderSheet sheet{rows, QFontMetrics{font}, width_usual};
  QSvgGenerator generator;
  generator.setOutputDevice(&out);
  generator.setSize(with_margin(sheet));
  generator.setViewBox(QRect{QPoint{}, with_margin(sheet)});
  generator.setTitle(title);
  QPainter painter{&generator};
  painter.setFont(font);
  painter.fillRect(QRect{QPoint{}, with_margin(sheet)}, background(Theme::light));
  paint(painter, rows, sheet);
  painter.end();
  return save(out);
}

QString write_png(const LadderRows& rows, const QFont& font, const QString& file) {
  const LadderSheet sheet{rows, QFontMetrics{font}, width_usual};
  if (sheet.size().height() > pixels_high_most)
    return not_written(
        file, told("%1 rows are too many for one picture; SVG takes them").arg(rows.rows().size()));
  QImage image{with_margin(sheet), QImage::Format_RGB32};
  image.fill(background(Theme::light));
  QPainter painter{&image};
  painter.setFont(font);
  painter.setRenderHint(QPainter::TextAntialiasing);
  paint(painter, rows, sheet);
  painter.end();
  QSaveFile out{file};
  if (!out.open(QIODevice::WriteOnly)) return not_written(file, out.errorString());
  if (!image.save(&out, "PNG")) return not_written(file, told("the picture cannot be made"));
  return save(out);
}

QString write_text(const Ladder& ladder, const QString& title, const QString& file) {
  QSaveFile out{file};
  if (!out.open(QIODevice::WriteOnly)) return not_written(file, out.errorString());
  QString text = title + QStringLiteral("\n\n");
  if (!ladder.text.isEmpty()) text += ladder.text + QLatin1Char{'\n'};
  for (const LadderStep& step : ladder.steps) text += line_of(ladder, step);
  out.write(text.toUtf8());
  return save(out);
}

}  // namespace forlopp::console

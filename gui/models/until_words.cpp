#include "gui/models/until_words.hpp"

#include <QCborMap>
#include <QCoreApplication>
#include <array>
#include <utility>

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("Until", text);
}

/// A bound that makes sense for a quantity of this unit.
QString bound(const QString& unit) {
  static constexpr std::array bounds{std::pair{"duration", "> 2 s"}, std::pair{"traffic", "> 5 E"},
                                     std::pair{"rate", "> 2/s"}, std::pair{"share", "< 90 %"}};
  for (const auto& [name, text] : bounds)
    if (unit == QLatin1String{name}) return QLatin1String{text};
  return QStringLiteral("> 10");
}

QString argument(const QString& kind) {
  return kind == QLatin1String{"cause"} ? QStringLiteral("(34)") : QString{};
}

std::vector<UntilWord> forms() {
  return {{QStringLiteral("15:00"), tr("a virtual time: seconds, MM:SS or HH:MM:SS")},
          {QStringLiteral("event 5000"), tr("the event of that number")},
          {QStringLiteral("level 2"), tr("a recovery of level 2 (a card) or more")},
          {QStringLiteral("level 3"), tr("a recovery of level 3 (a shelf) or more")},
          {QStringLiteral("level 4"), tr("a recovery of level 4 (call processing) or more")},
          {QStringLiteral("alarm critical"), tr("an alarm, critical")},
          {QStringLiteral("alarm major"), tr("an alarm, major or worse")},
          {QStringLiteral("alarm minor"), tr("an alarm, minor or worse")}};
}

}  // namespace

std::vector<UntilWord> until_words(const QCborArray& metrics) {
  std::vector<UntilWord> words = forms();
  for (const QCborValue& each : metrics) {
    const QCborMap metric = each.toMap();
    const auto text = [&](const char* key) { return metric[QLatin1String{key}].toString(); };
    if (text("name").isEmpty()) continue;
    const QString after = bound(text("unit"));
    words.push_back({QStringLiteral("%1%2 %3").arg(text("name"), argument(text("argument")), after),
                     text("meaning")});
    if (text("argument") == QLatin1String{"optional_level"})
      words.push_back(
          {QStringLiteral("%1(card) %2").arg(text("name"), after), tr("the same, of one level")});
  }
  return words;
}

QString until_help(const std::vector<UntilWord>& words) {
  QString rows;
  for (const UntilWord& word : words)
    rows += QStringLiteral("<tr><td><code>%1</code>&nbsp;&nbsp;</td><td>%2</td></tr>")
                .arg(word.text.toHtmlEscaped().replace(QLatin1Char{' '}, QStringLiteral("&nbsp;")),
                     word.meaning.toHtmlEscaped());
  return tr("Runs until one of these, then pauses. The arrow down lists them.") +
         QStringLiteral("<table>%1</table>").arg(rows);
}

}  // namespace forlopp::console

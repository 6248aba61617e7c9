#include "gui/models/shelf_state.hpp"

#include <QStringView>
#include <optional>
#include <ranges>

namespace forlopp::console {
namespace {

/// More than any frame of equipment has; what is beyond could not be painted.
constexpr int number_most = 999;

bool is_number(int number) {
  return number >= 0 && number <= number_most;
}

}  // namespace

std::optional<CardPlace> CardPlace::read(const QString& text) {
  const QStringView whole{text};
  const qsizetype slash = whole.indexOf(QLatin1Char{'/'});
  if (slash < 0) return std::nullopt;
  bool shelf = false, card = false;
  const CardPlace place{whole.first(slash).toInt(&shelf), whole.sliced(slash + 1).toInt(&card)};
  if (!shelf || !card || !is_number(place.shelf) || !is_number(place.card)) return std::nullopt;
  return place;
}

QString CardPlace::text() const {
  return QStringLiteral("%1/%2").arg(shelf).arg(card);
}

State Card::port(int index) const {
  return index >= 0 && index < ports.size() ? state_of(static_cast<quint8>(ports[index]))
                                            : State::unknown;
}

void ShelfState::apply(const ViewChange& change, const Columns& columns) {
  const auto known = cards_ | std::views::keys | std::views::transform(&CardPlace::text);
  for (const QString& key : roll_call_.gone(change, known))
    if (const auto place = CardPlace::read(key)) cards_.erase(*place);
  for (const auto& [key, cells] : change.rows)
    if (const auto place = CardPlace::read(key))
      cards_[*place] = {.state = columns.state(cells, QLatin1String{"state"}),
                        .ports = columns.cell(cells, QLatin1String{"ports"}).toByteArray(),
                        .pid = columns.text(cells, QLatin1String{"pid"}),
                        .faults = columns.text(cells, QLatin1String{"faults"})};
}

const Card* ShelfState::find(CardPlace place) const {
  const auto found = cards_.find(place);
  return found == cards_.end() ? nullptr : &found->second;
}

}  // namespace forlopp::console

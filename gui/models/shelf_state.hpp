#pragma once

#include <QByteArray>
#include <QString>
#include <compare>
#include <map>
#include <optional>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/roll_call.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {

/// A card's place.
struct CardPlace {
  int shelf = 0;
  int card = 0;
  auto operator<=>(const CardPlace&) const = default;
  /// None, if the text is no `SHELF/CARD` that equipment can have.
  static std::optional<CardPlace> read(const QString& text);
  QString text() const;  ///< `2/3`.
};

struct Card {
  State state = State::unknown;
  QByteArray ports{};  ///< A byte per port: its state.
  QString pid{};
  QString faults{};
  State port(int index) const;
  bool operator==(const Card&) const = default;
};

/// What is in the shelves.
class ShelfState {
 public:
  void apply(const ViewChange& change, const Columns& columns);
  void clear() { *this = {}; }
  const std::map<CardPlace, Card>& cards() const { return cards_; }
  const Card* find(CardPlace place) const;

 private:
  std::map<CardPlace, Card> cards_{};
  RollCall roll_call_{};
};

}  // namespace forlopp::console

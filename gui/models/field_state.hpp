#pragma once

#include <QByteArray>
#include <QString>
#include <array>
#include <cstdint>
#include <vector>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/roll_call.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {

/// How many processes are in which state.
using StateCounts = std::array<qint64, 9>;

/// All processes: of each a byte, next below their supervisors.
class FieldState {
 public:
  struct Branch {
    QString key{};
    QByteArray cells{};
    StateCounts counts{};
    bool is_new = true;  ///< Something in it has changed since the last look.
    State worst() const;
    qint64 abnormal() const;
  };

  void apply(const ViewChange& change, const Columns& columns);
  void clear();
  /// Everything has been looked at.
  void look() const;

  /// In the natural order of the keys; those without a process too.
  const std::vector<Branch>& branches() const { return branches_; }
  /// Null if there is none of this key.
  const Branch* find(const QString& key) const;
  qint64 cells() const { return cells_; }
  const StateCounts& counts() const { return counts_; }
  /// Another one when cells have come, gone or moved.
  qint64 shape() const { return shape_; }

 private:
  std::vector<Branch>::iterator place_of(const QString& key);
  void set(const QString& key, const QByteArray& cells);
  void forget(const QString& key);
  void count(const Branch& branch, int sign);

  mutable std::vector<Branch> branches_{};
  qint64 cells_ = 0;
  StateCounts counts_{};
  qint64 shape_ = 0;
  RollCall roll_call_{};
};

/// Worse than all that is ordinary.
bool is_abnormal(State state);

}  // namespace forlopp::console

#pragma once

#include <QString>
#include <ranges>
#include <set>
#include <vector>

#include "gui/client/store.hpp"

namespace forlopp::console {

/// Who is still there when all rows of a topic come anew, at once or in parts: rows that have not
/// been named when the last part has come are no more, and until then nothing goes.
class RollCall {
 public:
  /// The keys that this change takes away: those that it says are gone, and those among the known
  /// ones that a roll call ended without naming.
  std::vector<QString> gone(const ViewChange& change, std::ranges::input_range auto&& known) {
    std::vector<QString> gone{change.gone.begin(), change.gone.end()};
    if (change.all) named_.clear();
    is_on_ |= change.all;
    if (!is_on_) return gone;
    for (const auto& [key, cells] : change.rows) named_.insert(key);
    is_on_ = change.more;
    if (is_on_) return gone;
    for (const QString& key : known)
      if (!named_.contains(key)) gone.push_back(key);
    named_.clear();
    return gone;
  }

 private:
  std::set<QString> named_{};
  bool is_on_ = false;
};

}  // namespace forlopp::console

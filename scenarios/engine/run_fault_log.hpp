#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What struck when, when the exchange noticed, and when all was well again. A strike is matched
/// with what the exchange says of the same object or of a part of it.
class FaultLog {
 public:
  struct Strike {
    Duration at{};
    std::string name;
    std::string kind;
    std::string target;
    std::string object;  ///< As alarms and recoveries call it: `card 1/3`.
  };

  void struck(Strike strike);
  /// The exchange has noticed something about this object.
  void noticed(std::string_view object, Duration now);
  /// Whatever was wrong with this object is put right.
  void put_right(std::string_view object, Duration now);
  /// Calls that ended because of the latest strike that is not over.
  void lost_transient(Duration now);
  void lost_stable(Duration now);

  std::vector<FaultRecord> records() const;

 private:
  struct Entry {
    FaultRecord record;
    std::string object;
  };
  static bool concerns(const Entry& entry, std::string_view object);
  Entry* responsible(Duration now);

  std::vector<Entry> entries_{};
};

}  // namespace forlopp::scenario

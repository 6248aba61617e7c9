#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What happened when, in fixed memory: when the intervals are used up, neighbours are joined and
/// every interval is twice as long. Not thread-safe; deterministic.
class TimelineRecorder {
 public:
  enum class Column : std::uint16_t {};

  /// `interval` > 0; at most 512 intervals are kept.
  explicit TimelineRecorder(Duration interval);

  /// Something that happens; shown per second.
  Column add_rate(std::string name);
  /// Something that goes up and down from zero; shown as its mean over each interval.
  Column add_level(std::string name, std::string unit = {});

  /// `now` >= 0 and never decreases for one column.
  void count(Column rate, Duration now, std::uint64_t events = 1);
  void set(Column level, Duration now, double value);

  /// All until `now`; the last interval may be shorter than the others.
  Timeline timeline(Duration now) const;

 private:
  enum class Kind : std::uint8_t { rate, level };

  struct Track {
    std::string name;
    std::string unit;
    Kind kind = Kind::rate;
    std::vector<double> sums{};  // Events, or level times seconds, of each interval.
    double level = 0;
    Duration changed{};
  };

  Track& track(Column column) { return tracks_[static_cast<std::size_t>(column)]; }
  Column add(Track track);
  std::size_t interval_at(Duration now) const;
  void make_room_for(Duration now);
  void add_to(Track& track, Duration now, double amount) const;
  void advance_level(Track& track, Duration now) const;
  std::vector<double> values(const Track& track, Duration now) const;

  Duration interval_;
  std::vector<Track> tracks_;
};

}  // namespace forlopp::scenario

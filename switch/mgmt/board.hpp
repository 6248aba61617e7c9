#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "switch/mgmt/document.hpp"

namespace forlopp::management {

/// When something was true.
struct Stamp {
  std::int64_t vtime = 0;   ///< Nanoseconds of virtual time since the start of the run.
  std::uint64_t event = 0;  ///< The number of the last event until then.
};

/// What a client wants to see: a topic, and of some topics a part.
struct View {
  std::string topic;
  std::string scope{};
  auto operator<=>(const View&) const = default;
};
/// `processes mailbox calls`: how a frame calls it.
std::string text(const View& view);

/// The state that can be seen from outside: for each view that somebody wants, rows by key. One
/// side writes what is true now; any number of readers take what has changed since they last
/// looked, so a slow reader skips what it was too slow for and nothing is kept for it. Thread-safe;
/// neither side waits for the other longer than the other copies.
class Board {
 public:
  using Row = Array;

  // The writing side.

  /// The views that somebody wants, sorted. What nobody wants need not be written, and is forgotten
  /// now: whoever finds a view here that was not here the last time writes all of it.
  std::vector<View> wanted();
  /// Replaces what the view shows: rows that are equal to what was there have not changed.
  void show(const View& view, std::map<std::string, Row> rows);
  /// Adds or replaces one row, or takes one away.
  void put(const View& view, const std::string& key, Row row);
  void remove(const View& view, const std::string& key);
  /// Nothing of what was written is true any more: readers are given nothing until it is written
  /// again, and then everything.
  void start_anew();
  /// What has been written until now was true at this moment.
  void stamp(Stamp stamp);

  // The reading side.

  /// Somebody wants to see this, or does no longer; as often wanted as unwanted. False: so much is
  /// wanted already that there is no room for this.
  bool want(const View& view);
  void unwant(const View& view);

  struct Changes {
    bool all = false;  ///< Everything there is: whatever the reader had is void.
    std::vector<std::pair<std::string, Row>> rows{};
    std::vector<std::string> gone{};
    std::uint64_t version = 0;  ///< For the next time.
    bool more = false;          ///< There was more than was asked for.
  };
  /// What has changed since `version` (0: give everything); about `bytes_max` of it and at least
  /// one change, oldest first. Whoever comes back with the version that he was given misses
  /// nothing; whoever stays away for long may be given everything again. Nothing, until what is
  /// wanted has been written.
  Changes changes(const View& view, std::uint64_t version, std::size_t bytes_max) const;
  Stamp stamp() const;

 private:
  struct Entry {
    Row row{};
    std::uint64_t version = 0;
    bool gone = false;
  };
  using Entries = std::map<std::string, Entry>;
  struct Sheet {
    Entries entries{};
    std::size_t wanted = 0;
    std::size_t gone = 0;      ///< How many of the entries are only there to say so.
    std::uint64_t begun = 0;   ///< Versions before this know nothing of what was taken away.
    std::uint64_t newest = 0;  ///< The version of the last change.
    bool written = false;      ///< Since it is wanted; else nothing is known of what is there.
  };

  Sheet& sheet(const View& view);
  void write(Sheet& sheet, const std::string& key, Row row);
  void take_away(Sheet& sheet, Entry& entry);
  void forget_the_gone(Sheet& sheet);

  mutable std::mutex mutex_;
  std::map<View, Sheet> sheets_{};
  std::uint64_t version_ = 1;
  Stamp stamp_{};
};

}  // namespace forlopp::management

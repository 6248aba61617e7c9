#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "runtime/name.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// A set of (key, value) pairs that is a plain array while small and gets an index when large: most
/// processes have two or three relations, a supervisor of calls has a hundred thousand.
class Pairs {
 public:
  struct Pair {
    std::uint64_t key;
    std::uint64_t value;
  };
  Pairs() = default;
  ~Pairs();
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;

  /// False if the key was there already.
  bool insert(std::uint64_t key, std::uint64_t value);
  /// The value that was there; nothing (false) if the key was not.
  bool erase(std::uint64_t key, std::uint64_t* value = nullptr);
  bool contains(std::uint64_t key) const { return find(key) != npos; }
  /// Null if the key is not there; good until the next change.
  std::uint64_t* value_of(std::uint64_t key);
  const std::vector<Pair>& all() const { return pairs_; }

 private:
  static constexpr std::size_t npos = SIZE_MAX;
  static constexpr std::size_t indexed_from = 16;
  struct Index;
  std::size_t find(std::uint64_t key) const;

  std::vector<Pair> pairs_{};
  Index* index_ = nullptr;  ///< Owned; a pointer to an incomplete type.
};

/// The state of a link that holds.
inline constexpr std::uint64_t linked = 0;

/// What only few processes have.
struct RareRelations {
  struct MonitorNote {
    Name name{};
    Name tag{};
  };
  Pairs aliases{};  ///< reference -> `AliasMode`
  std::map<std::uint64_t, MonitorNote> monitor_notes{};
};

/// Whom a process is linked to, whom it monitors, and who monitors it.
struct Relations {
  /// pid -> `linked`, or the id of an unlink that the other side has not agreed to yet. Links and
  /// unlinks of two processes may cross on their way; with the ids both sides come to the same
  /// opinion (OTP calls it the link protocol).
  Pairs links{};
  Pairs monitoring{};  ///< reference -> watched pid
  Pairs watchers{};    ///< reference -> watching pid
  std::unique_ptr<RareRelations> rare{};

  RareRelations& more() {
    if (!rare) rare = std::make_unique<RareRelations>();
    return *rare;
  }
  /// To whom the links lead that hold.
  std::vector<Pid> linked_pids() const;
  bool is_empty() const {
    return links.all().empty() && monitoring.all().empty() && watchers.all().empty() && !rare;
  }
};

}  // namespace forlopp::runtime

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "runtime/name.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// A set of (key, value) pairs. One pair needs no memory of its own, a few are a plain array, many
/// get an index: most processes have one relation of a kind, a supervisor of calls has a hundred
/// thousand.
class Pairs {
 public:
  struct Pair {
    std::uint64_t key;
    std::uint64_t value;
  };
  Pairs() : one_{} {}
  ~Pairs();
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;

  /// False if the key was there already.
  bool insert(std::uint64_t key, std::uint64_t value);
  /// The value that was there; nothing (false) if the key was not.
  bool erase(std::uint64_t key, std::uint64_t* value = nullptr);
  bool contains(std::uint64_t key) const { return find(key) != none; }
  /// Null if the key is not there; good until the next change.
  std::uint64_t* value_of(std::uint64_t key);
  /// Good until the next change.
  std::span<const Pair> all() const { return {first(), size_}; }

 private:
  struct Index;
  /// More than one pair.
  struct Array {
    Pair* pairs;
    Index* index;  ///< Null while they are few.
  };

  static constexpr std::uint32_t none = UINT32_MAX;

  bool is_array() const { return room_ > 1; }
  const Pair* first() const { return is_array() ? array_.pairs : &one_; }
  Pair* first() { return is_array() ? array_.pairs : &one_; }
  std::uint32_t find(std::uint64_t key) const;
  void make_room();
  void make_index();

  union {
    Pair one_;
    Array array_;
  };
  std::uint32_t size_ = 0;
  std::uint32_t room_ = 1;
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

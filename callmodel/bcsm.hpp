#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "callmodel/detection_point.hpp"
#include "callmodel/pic.hpp"

namespace forlopp::callmodel {

/// What makes a half-call leave a point in call.
enum class BcsmEvent : std::uint8_t {
  attempt,                ///< A line was lifted, a circuit seized, a Setup arrived.
  authorized,             ///< The attempt, or the set-up, may go on.
  denied,                 ///< It may not.
  information_collected,  ///< The number is complete.
  collection_failed,      ///< It stayed incomplete, or nobody could listen.
  analysed,               ///< The number leads somewhere.
  invalid_information,    ///< It does not.
  route_selected,
  route_failed,
  facility_selected,  ///< A line or circuit, and the path to it, are seized.
  facility_failed,
  busy,
  presentation_lost,  ///< Dual seizure: the facility went to another call.
  call_accepted,      ///< The called side is being alerted.
  no_answer,
  answered,
  suspended,
  re_answered,
  mid_call,      ///< A hook flash in the speech phase.
  abandoned,     ///< The caller gives up before answer.
  disconnected,  ///< Ended, and the half's own party is on-hook.
  released,      ///< Ended by the other side; the half's own party is still off-hook.
  exception,     ///< A fault: the half, its line, its path or its peer.
  cleared,       ///< What followed the end is over.
};
inline constexpr std::size_t bcsm_event_count = 24;

std::string_view name(BcsmEvent event);

/// One arrow of the model: leaving `from` on `on` passes `dp` and enters `to`.
struct Transition {
  Pic from{};
  BcsmEvent on{};
  Dp dp = Dp::none;
  Pic to{};
};

/// No point in call has two arrows for one event.
consteval bool is_deterministic(std::span<const Transition> rows) {
  for (std::size_t one = 0; one < rows.size(); ++one) {
    for (std::size_t two = one + 1; two < rows.size(); ++two) {
      if (rows[one].from == rows[two].from && rows[one].on == rows[two].on) return false;
    }
  }
  return true;
}

/// Which way arrows are followed.
enum class Along : std::uint8_t { arrows, arrows_reversed };

/// The points in call that can be reached from `start`.
consteval std::array<bool, pic_count> reachable(std::span<const Transition> rows, Pic start,
                                                Along along) {
  std::array<bool, pic_count> seen{};
  seen[static_cast<std::size_t>(start)] = true;
  for (std::size_t pass = 0; pass < pic_count; ++pass) {
    for (const Transition& row : rows) {
      const Pic tail = along == Along::arrows ? row.from : row.to;
      const Pic head = along == Along::arrows ? row.to : row.from;
      if (seen[static_cast<std::size_t>(tail)]) seen[static_cast<std::size_t>(head)] = true;
    }
  }
  return seen;
}

/// Every point in call that the rows mention can be reached from `null` and can reach it.
consteval bool is_connected(std::span<const Transition> rows, Pic null) {
  const auto forward = reachable(rows, null, Along::arrows);
  const auto backward = reachable(rows, null, Along::arrows_reversed);
  for (const Transition& row : rows) {
    for (const Pic pic : {row.from, row.to}) {
      const auto at = static_cast<std::size_t>(pic);
      if (!forward[at] || !backward[at]) return false;
    }
  }
  return true;
}

/// The rows mention every point in call from `first` to `last`.
consteval bool is_complete(std::span<const Transition> rows, Pic first, Pic last) {
  const auto seen = reachable(rows, first, Along::arrows);
  for (auto at = static_cast<std::size_t>(first); at <= static_cast<std::size_t>(last); ++at) {
    if (!seen[at]) return false;
  }
  return true;
}

/// A basic call state model: its rows, and an index over them.
class Bcsm {
 public:
  consteval explicit Bcsm(std::span<const Transition> rows) : rows_(rows) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      index_[slot(rows[row].from, rows[row].on)] = static_cast<std::uint8_t>(row + 1);
    }
  }

  /// The arrow for an event in a point in call; null if there is none.
  constexpr const Transition* find(Pic from, BcsmEvent on) const {
    const auto row = index_[slot(from, on)];
    return row == 0 ? nullptr : &rows_[row - 1U];
  }

  constexpr std::span<const Transition> rows() const { return rows_; }

 private:
  static constexpr std::size_t slot(Pic from, BcsmEvent on) {
    return static_cast<std::size_t>(from) * bcsm_event_count + static_cast<std::size_t>(on);
  }

  std::span<const Transition> rows_;
  std::array<std::uint8_t, pic_count * bcsm_event_count> index_{};
};

}  // namespace forlopp::callmodel

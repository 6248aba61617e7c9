#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "switch/charging/call_journal.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/resources/digit_receiver_pool.hpp"
#include "switch/resources/path_finder.hpp"
#include "switch/resources/resource_messages.hpp"
#include "switch/trunks/trunk_group.hpp"

namespace forlopp::exchange {

/// The laws of conservation: what must hold whatever crashed.
enum class Law : std::uint8_t {
  attempts_add_up,         ///< attempts = answered + failed + in progress.
  one_cause_each,          ///< Every ended attempt has one cause.
  one_record_each,         ///< Every answered call that has ended is one row, and so is any other.
  paths_have_holders,      ///< No path is held by nobody, or twice, or unknown to its holder.
  receivers_have_holders,  ///< Likewise for digit receivers,
  circuits_have_holders,   ///< circuits,
  lines_have_holders,      ///< and lines.
  calls_have_half_calls,   ///< No call goes on without an originating half-call.
};
inline constexpr std::size_t law_count = 8;
/// As a sentence.
std::string_view text(Law law);

/// Something that does not add up. `subject` says what is wrong with which holding of whom: two
/// findings with the same law and subject are the same one.
struct Finding {
  Law law{};
  std::string subject;
  std::string text;
  bool operator==(const Finding&) const = default;
};

/// Everybody's books at about the same time.
struct Books {
  std::size_t unanswered = 0;  ///< Who lives and has not answered: then they prove nothing.
  CallCounts counts{};
  std::vector<OpenCall> open_calls{};
  std::vector<Holdings> halves{};
  PathBooks paths{};
  ReceiverBooks receivers{};
  std::vector<TrunkBooks> trunks{};
  std::vector<CardBooks> cards{};
};

/// Compares them. Exact when nothing is on its way between processes; otherwise some findings are
/// only that, and do not last.
std::vector<Finding> compare(const Books& books);

/// Those of the second comparison that the first one had found already: they were not on their way.
std::vector<Finding> lasting(const std::vector<Finding>& first, std::vector<Finding> second);

}  // namespace forlopp::exchange

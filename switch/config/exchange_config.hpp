#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "callmodel/line_class.hpp"
#include "callmodel/timers.hpp"
#include "callmodel/tone.hpp"
#include "runtime/supervisor.hpp"
#include "runtime/time.hpp"

namespace forlopp::exchange {

/// Shelves of cards of lines. Lines are equipped in order, shelf 1 card 1 line 1 first; the last
/// cards may be partly equipped or empty.
struct LinesConfig {
  std::uint16_t shelves = 1;           ///< 1 to 1000.
  std::uint16_t cards_per_shelf = 16;  ///< 1 to 32.
  std::uint16_t lines_per_card = 32;   ///< 1 to 64.
  std::uint32_t lines = 0;             ///< 0: all that fit.
  callmodel::LineClass line_class{};
  std::vector<std::uint32_t> essential{};  ///< Lines (from 0) that overload control never refuses.
};

/// The line with index i (from 0) has the number `prefix` followed by i, `length` digits in all.
struct NumberingConfig {
  std::string prefix = "2";
  std::uint8_t length = 6;
};

/// Which idle circuit an outgoing call gets.
enum class Hunting : std::uint8_t {
  sequential,      ///< The first in the order of our end: even circuits first, or odd ones first.
  least_recently,  ///< The one that has been idle for longest.
};

/// The circuits that this end seizes first and keeps when both ends seize one (Q.764, 2.10.1).
enum class Parity : std::uint8_t { even, odd };

struct TrunkGroupConfig {
  std::string name;
  std::uint16_t circuits = 0;  ///< Up to 4096.
  Hunting hunting = Hunting::sequential;
  Parity parity = Parity::even;
};

/// Numbers that begin with `prefix` and have `digits` digits leave by the first of these groups
/// that has an idle circuit.
struct RouteConfig {
  std::string prefix;
  std::uint8_t digits = 0;  ///< The prefix included.
  std::vector<std::string> groups;
  callmodel::Category category = callmodel::Category::national;
};

/// How many calls wait for what there is too little of.
struct ResourcesConfig {
  std::uint32_t digit_receivers = 0;       ///< 0: as many as lines.
  std::uint32_t digit_receiver_queue = 0;  ///< Who may wait for one; 0: as many as lines.
  std::uint32_t paths = 0;                 ///< 0: the network never blocks.
};

enum class AdmissionControl : std::uint8_t { off, on };

/// Overload control. The engineered capacity is the rate of attempts that the exchange is built
/// for.
struct AdmissionConfig {
  AdmissionControl control = AdmissionControl::on;
  double engineered_capacity = 0.0;  ///< Attempts per second; 0: not known, it is found out.
};

/// When a supervisor of the exchange gives up.
struct SupervisionConfig {
  runtime::RestartIntensity intensity{.restarts_max = 10, .period = std::chrono::seconds{60}};
};

/// Where call records go.
struct StoreConfig {
  std::string database{};  ///< A file that does not exist yet, ":memory:", or empty: nowhere.
  runtime::Duration batch_time = std::chrono::milliseconds{50};  ///< Between commits, at most.
};

/// How often the exchange looks after itself.
struct MaintenanceConfig {
  runtime::Duration audit_period = std::chrono::seconds{60};
  runtime::Duration heartbeat_period = std::chrono::seconds{1};
};

/// Everything that makes one exchange. A plain value; checked and compiled by `ExchangeData`.
struct ExchangeConfig {
  callmodel::Country country = callmodel::Country::se;
  LinesConfig lines{};
  NumberingConfig numbers{};
  std::vector<TrunkGroupConfig> trunk_groups{};
  std::vector<RouteConfig> routes{};
  callmodel::TimerSet timers{};
  ResourcesConfig resources{};
  AdmissionConfig admission{};
  SupervisionConfig supervision{};
  StoreConfig store{};
  MaintenanceConfig maintenance{};
};

}  // namespace forlopp::exchange

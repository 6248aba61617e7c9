#pragma once

#include <cstdint>
#include <memory>

#include "hwsim/backplane.hpp"
#include "hwsim/people.hpp"
#include "hwsim/population.hpp"
#include "runtime/gen_server.hpp"

namespace forlopp::hwsim {

/// When calls come.
enum class SourceModel : std::uint8_t {
  poisson,   ///< Whatever is going on; each takes an idle line, any alike.
  finite,    ///< Each idle line originates at a rate of its own.
  incoming,  ///< Poisson, from the far end of a trunk group; each takes an idle circuit.
};

/// The calls of one class. A class or lines that do not exist fail a check.
struct TrafficPlan {
  SourceModel model = SourceModel::poisson;
  std::uint8_t calling_class = 0;
  /// Calls per second at load factor 1, >= 0: of all, or with `finite` of an idle line.
  double rate = 0.0;
  std::uint32_t first_line = 0;  ///< Counted from 0. Not for `incoming`.
  std::uint32_t lines = 0;
  hal::TrunkGroupNumber group = 0;  ///< Of `incoming`.
};

/// Begins; the class's profile starts now.
struct StartTraffic {};
/// No new calls, and no retries of the lines' people. Calls that are up go on.
struct StopTraffic {};
/// Asked with a call; answered by `TrafficCounts`.
struct CountTraffic {};
struct TrafficCounts {
  std::uint64_t arrivals = 0;      ///< Wishes to talk; retries and finite sources not counted.
  std::uint64_t without_line = 0;  ///< Of them, those that found no idle line or circuit.
};
/// A source sends it to itself.
struct ArrivalDue {};

/// Makes the people at a range of lines, or at a far exchange, want to talk. It keeps no list of
/// idle lines: it asks any line, and another one if that is in use.
class TrafficSource final : public runtime::GenServer<TrafficSource> {
 public:
  using Context = runtime::Context;
  using Calls = runtime::Messages<CountTraffic>;
  using Infos = runtime::Messages<ArrivalDue, CallRefused, StartTraffic, StopTraffic>;

  TrafficSource(const TrafficPlan& plan, std::shared_ptr<const Backplane> backplane,
                std::shared_ptr<const Population> population);

  TrafficCounts handle_call(Context&, CountTraffic&, const runtime::From&) { return counts_; }
  void handle_info(Context& context, StartTraffic& m);
  void handle_info(Context& context, StopTraffic& m);
  void handle_info(Context& context, ArrivalDue& m);
  void handle_info(Context& context, CallRefused& m);

 private:
  const LoadProfile& profile() const;
  bool is_finite() const { return plan_.model == SourceModel::finite; }
  void place(Context& context, std::uint8_t tries);
  void wait_for_next(Context& context);
  template <class Order>
  void tell_each_card(Context& context, Order order);

  TrafficPlan plan_;
  std::shared_ptr<const Backplane> backplane_;
  std::shared_ptr<const Population> population_;
  bool running_ = false;
  bool armed_ = false;
  runtime::Instant start_{};
  runtime::Instant next_{};
  TrafficCounts counts_{};
};

}  // namespace forlopp::hwsim

#include "scenarios/engine/run.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "hwsim/traffic_source.hpp"
#include "runtime/simulated_node.hpp"
#include "scenarios/engine/exchange_observer_tee.hpp"
#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/observer_tee.hpp"
#include "scenarios/engine/run_audit.hpp"
#include "scenarios/engine/run_blocking.hpp"
#include "scenarios/engine/run_call_places.hpp"
#include "scenarios/engine/run_clock.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "scenarios/engine/run_database.hpp"
#include "scenarios/engine/run_delay_targets.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/engine/run_exchange.hpp"
#include "scenarios/engine/run_hardware.hpp"
#include "scenarios/engine/run_outcomes.hpp"
#include "scenarios/engine/run_population.hpp"
#include "scenarios/engine/run_software_faults.hpp"
#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/engine/run_victims.hpp"
#include "switch/supervision/exchange.hpp"

namespace forlopp::scenario {
namespace {

constexpr Duration between_looks = std::chrono::seconds{1};
constexpr Duration between_looks_at_conditions = std::chrono::milliseconds{100};
/// The precision of a blocking changes slowly, and looking at it costs a pass over its batches.
constexpr Duration between_looks_at_precision = std::chrono::minutes{10};
constexpr std::uint64_t strikes_stream = 17;
constexpr std::uint64_t clients_stream = 18;

LadderScope ladder_scope(const Scenario& scenario) {
  return scenario.traffic.empty() ? LadderScope::everything : LadderScope::half_calls;
}

/// What is furthest from what is wanted of it.
PrecisionReached least_known(const std::vector<Precision>& wanted, const Measurements& measured) {
  PrecisionReached least{.reached = 0.0, .wanted = wanted.front().within};
  for (const Precision& precision : wanted) {
    const auto& name = precision.metric.argument;
    const auto found = std::ranges::find(measured.blocking, name, &BlockingResult::name);
    const bool is_known = found != measured.blocking.end() && found->blocking;
    if (!is_known || found->blocking->value <= 0) return {{}, precision.within};
    const double reached = found->blocking->relative_half_width();
    if (reached * least.wanted >= *least.reached * precision.within) {
      least = {reached, precision.within};
    }
  }
  return least;
}

/// One run: everything that exists while it lasts, in the order in which it must be built and, the
/// other way round, taken down.
class Run {
 public:
  Run(const Scenario& scenario, const RunOptions& options)
      : scenario_{scenario},
        options_{options},
        seed_{options.seed.value_or(scenario.seed)},
        blocking_{scenario},
        ladders_{scenario.output.ladders, ladder_scope(scenario)},
        collector_{blocking_, ladders_, scenario.run.warm_up,
                   scenario.run.warm_up + scenario.run.duration},
        observers_{&collector_, driver() ? driver()->observer() : nullptr},
        exchange_observers_{&collector_, driver() ? driver()->exchange_observer() : nullptr},
        software_{collector_, seed_, scenario.faults},
        places_{scenario, software_} {
    collector_.faults().expect([this](callmodel::CallId call) { return places_.objects_of(call); });
    if (driver() != nullptr) expect_other_faults();
  }

  runtime::Result<void, std::string> build();
  void execute();
  Measurements measure();

 private:
  using Phase = Progress::Phase;

  RunDriver* driver() const { return options_.driver; }
  void expect_other_faults();
  void begin_drive();
  void let_run(Duration until);
  void obey(RunDriver::Verdict verdict);
  bool is_stopped() const { return interrupted_ || finished_; }
  void let_drive(Duration until);
  Duration now() const { return node_->now().time_since_epoch(); }
  void spare_traces(Duration now);
  void tell_course();
  void start_traffic();
  void place_scripted_calls();
  void stop_traffic();
  Duration next_stop(Duration now) const;
  void pass(Duration now);
  bool known_well_enough(Duration now);
  bool is_all_over() const;
  Progress progress(Duration now) const;
  RunFacts facts() const;

  const Scenario& scenario_;
  const RunOptions& options_;
  std::uint64_t seed_;
  BlockingLog blocking_;
  LadderRecorder ladders_;
  RunCollector collector_;
  ObserverTee observers_;
  ExchangeObserverTee exchange_observers_;
  SoftwareFaultPlan software_;
  CallPlaces places_;
  std::unique_ptr<exchange::Exchange> exchange_{};
  // The equipment is asked for its drivers until the last process has ended.
  std::unique_ptr<hwsim::SimulatedEquipment> equipment_{};
  std::unique_ptr<runtime::SimulatedNode> node_{};
  std::unique_ptr<Victims> victims_{};
  std::unique_ptr<Strikes> strikes_{};
  std::vector<runtime::Pid> sources_{};
  std::optional<RunInside> inside_{};
  std::unique_ptr<RunClock> clock_{};
  RunCourse course_{};
  Phase phase_ = Phase::warm_up;
  Duration measured_until_{};
  Duration end_{};
  Duration precision_looked_at_{};
  std::optional<PrecisionReached> precision_{};
  bool interrupted_ = false;
  bool finished_ = false;  ///< Before its end, by its driver.
};

runtime::Result<void, std::string> Run::build() {
  node_ = std::make_unique<runtime::SimulatedNode>(
      runtime::SimulatedOptions{.seed = seed_,
                                .message_cost = scenario_.exchange.processor.message_cost,
                                .observer = &observers_});
  software_.attach(*node_);
  ladders_.attach(*node_);
  course_.is_traced = ladders_.needs_trace(Duration::zero());
  node_->trace(course_.is_traced);
  equipment_ = std::make_unique<hwsim::SimulatedEquipment>(
      *node_, equipment_plan(scenario_, blocking_), population_of(scenario_));
  auto made = exchange::Exchange::create(exchange_config(scenario_, options_.database), *equipment_,
                                         {.observer = &exchange_observers_, .faults = &places_});
  if (!made) return runtime::err(std::move(made.error()));
  exchange_ = std::move(*made);
  exchange_->start(*node_);
  const runtime::SpawnOptions listener{
      .label = {"listener"}, .processor = runtime::Processor::external, .black_box = 0};
  equipment_->report_outcomes_to(
      node_->spawn<OutcomeListener>(listener, std::ref(collector_), std::ref(blocking_)));
  victims_ = std::make_unique<Victims>(scenario_.exchange, *node_, *equipment_);
  strikes_ = std::make_unique<Strikes>(scenario_, *victims_, software_, collector_,
                                       runtime::Random{seed_}.split(strikes_stream),
                                       runtime::Random{seed_}.split(clients_stream));
  return {};
}

void Run::start_traffic() {
  for (std::size_t i = 0; i < scenario_.traffic.size(); ++i) {
    sources_.push_back(equipment_->start_traffic(traffic_plan(scenario_, i)));
  }
}

void Run::place_scripted_calls() {
  for (std::size_t i = 0; i < scenario_.calls.size(); ++i) {
    const ScriptedCall& call = scenario_.calls[i];
    const LineAddress at = address_of(scenario_.exchange.lines, call.from_line);
    const auto card = equipment_->card_of_line(static_cast<std::uint32_t>(call.from_line));
    node_->send_after(call.at, card,
                      hwsim::PlaceCallTo{.port = static_cast<hal::PortNumber>(at.line),
                                         .calling_class = class_of_call(scenario_, i),
                                         .digits = hal::Digits::from(call.digits)});
  }
}

void Run::stop_traffic() {
  for (const runtime::Pid source : sources_) node_->send(source, hwsim::StopTraffic{});
}

Duration Run::next_stop(Duration now) const {
  const Duration look =
      strikes_->watches_conditions() ? between_looks_at_conditions : between_looks;
  Duration next = std::min({now + look, strikes_->next(), end_});
  if (phase_ == Phase::warm_up) next = std::min(next, scenario_.run.warm_up);
  if (phase_ == Phase::measured) next = std::min(next, measured_until_);
  return std::max(next, now);
}

bool Run::known_well_enough(Duration now) {
  if (scenario_.run.until.empty() || now < precision_looked_at_ + between_looks_at_precision) {
    return false;
  }
  precision_looked_at_ = now;
  Measurements measured;
  for (const Precision& precision : scenario_.run.until) {
    const auto result = blocking_.result_of(precision.metric.argument, now);
    if (result) measured.blocking.push_back(*result);
  }
  precision_ = least_known(scenario_.run.until, measured);
  return std::ranges::all_of(scenario_.run.until, [&](const Precision& precision) {
    return is_reached(precision, measured);
  });
}

Progress Run::progress(Duration now) const {
  Progress progress;
  progress.phase = phase_;
  progress.virtual_time = now;
  progress.traffic_ends = measured_until_;
  progress.precision = precision_;
  return progress;
}

/// No call is up any more, and the last record is written.
bool Run::is_all_over() const {
  return collector_.calls_up() == 0 && exchange_->counts().waiting == 0;
}

/// What changes at a moment between two stretches of the run.
void Run::pass(Duration now) {
  strikes_->advance(now);
  collector_.faults().passed(now);
  if (phase_ == Phase::warm_up && now >= scenario_.run.warm_up) {
    phase_ = Phase::measured;
    collector_.begin_measurement(now);
  }
  if (phase_ == Phase::measured && (now >= measured_until_ || known_well_enough(now))) {
    phase_ = Phase::drain;
    measured_until_ = now;
    end_ = now + scenario_.run.drain;
    stop_traffic();
    collector_.end_measurement(now);
  }
  if (phase_ == Phase::drain && is_all_over()) end_ = now;
  spare_traces(now);
}

/// Once; a driver may then trace for itself.
void Run::spare_traces(Duration now) {
  if (!course_.is_traced || ladders_.needs_trace(now)) return;
  course_.is_traced = false;
  node_->trace(driver() != nullptr && driver()->wants_trace());
  observers_.spare_traces(collector_);
}

/// A client may break what the scenario does not.
void Run::expect_other_faults() {
  software_.watch_conversations();
  places_.remember();
}

void Run::begin_drive() {
  if (driver() == nullptr) return;
  inside_.emplace(RunInside{.scenario = scenario_,
                            .seed = seed_,
                            .node = *node_,
                            .exchange = *exchange_,
                            .equipment = *equipment_,
                            .collector = collector_,
                            .strikes = *strikes_,
                            .course = course_});
  driver()->begins(*inside_);
}

void Run::let_run(Duration until) {
  if (driver() != nullptr) return let_drive(until);
  while (strikes_->next_verdict() < until) {
    node_->run_until(runtime::Instant{std::max(now(), strikes_->next_verdict())});
    strikes_->judge(now());
  }
  node_->run_until(runtime::Instant{until});
}

void Run::tell_course() {
  course_.phase = phase_;
  course_.traffic_ends = measured_until_;
  course_.ends = end_;
}

/// Where nothing was measured there is nothing to judge.
void Run::obey(RunDriver::Verdict verdict) {
  const bool is_to_finish = verdict == RunDriver::Verdict::finish;
  finished_ = is_to_finish && phase_ != Phase::warm_up;
  interrupted_ = verdict == RunDriver::Verdict::interrupt || (is_to_finish && !finished_);
}

/// What a client lays between two moments of the run's own strikes there, and nothing else happens.
void Run::let_drive(Duration until) {
  tell_course();
  while (now() < until && !is_stopped()) {
    const Duration next =
        std::max(now(), std::min({until, strikes_->next(), strikes_->next_verdict()}));
    obey(driver()->advance(runtime::Instant{next}));
    if (now() >= until) return;
    strikes_->strike_due(now());
    strikes_->judge(now());
  }
}

void Run::execute() {
  clock_ = std::make_unique<RunClock>(options_);
  measured_until_ = scenario_.run.warm_up + scenario_.run.duration;
  end_ = whole_run(scenario_.run);
  if (!scenario_.run.until.empty()) precision_ = least_known(scenario_.run.until, {});
  tell_course();
  begin_drive();
  start_traffic();
  place_scripted_calls();
  for (pass(now()); now() < end_ && !is_stopped(); pass(now())) {
    let_run(next_stop(now()));
    if (is_stopped()) break;
    interrupted_ = clock_->tick(progress(now()), collector_) == RunClock::Verdict::stop;
  }
  end_ = now();
  tell_course();
  if (phase_ == Phase::drain) return;
  measured_until_ = std::max(end_, scenario_.run.warm_up);
  collector_.end_measurement(end_);
}

RunFacts Run::facts() const {
  return {.scenario = scenario_.name,
          .title = scenario_.title,
          .about = scenario_.about,
          .program_version = FORLOPP_VERSION,
          .seed = seed_,
          .fingerprint = fmt::format("{:016x}", node_->fingerprint()),
          .scheduler = "simulated",
          .replay_command = options_.replay_command.empty()
                                ? fmt::format("./dev replay {} {}", scenario_.name, seed_)
                                : options_.replay_command,
          .warm_up = scenario_.run.warm_up,
          .virtual_time = end_,
          .measured = std::max(measured_until_ - scenario_.run.warm_up, Duration::zero()),
          .wall_time = clock_->wall_time(),
          .lines = static_cast<std::uint64_t>(scenario_.exchange.lines.lines),
          .events = node_->counts().messages,
          .interrupted = interrupted_};
}

Measurements Run::measure() {
  Measurements measured;
  measured.run = facts();
  measured.audits = audit(*node_, *exchange_);
  collector_.fill(measured, end_);
  set_delay_targets(measured.delays);
  for (const Expectation& expectation : scenario_.expectations) {
    measured.expectations.push_back(evaluate(expectation, measured));
  }
  std::ranges::move(strikes_->judge_rest(end_), std::back_inserter(measured.expectations));
  return measured;
}

bool is_wanted_anew(const RunOptions& options) {
  return options.driver != nullptr && options.driver->wants_it_anew();
}

/// Nothing: it is to be run once more.
std::optional<runtime::Result<Measurements, std::string>> run_once(const Scenario& scenario,
                                                                   const RunOptions& options) {
  Run run{scenario, options};
  if (auto built = run.build(); !built) return runtime::err(std::move(built.error()));
  run.execute();
  if (is_wanted_anew(options)) return std::nullopt;
  Measurements measured = run.measure();
  if (options.driver != nullptr) options.driver->over(measured);
  if (is_wanted_anew(options)) return std::nullopt;
  return measured;
}

}  // namespace

runtime::Result<Measurements, std::string> run(const Scenario& scenario,
                                               const RunOptions& options) {
  while (true) {
    if (auto result = run_once(scenario, options)) return std::move(*result);
    if (auto removed = remove_database(options.database); !removed) {
      return runtime::err(std::move(removed.error()));
    }
  }
}

}  // namespace forlopp::scenario

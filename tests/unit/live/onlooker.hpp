#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "scenarios/engine/fault_text.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/live_publisher.hpp"

namespace forlopp::live {

/// Publishes a run four times a second of its time, and lets a test look and break things at
/// moments of it.
class Onlooker final : public scenario::RunDriver {
 public:
  using Row = management::Board::Row;
  using Rows = std::map<std::string, Row>;
  using Look = std::function<void()>;

  /// From now on somebody wants to see this.
  void want(const management::View& view) { board_.want(view); }
  void want_everything();
  void at(scenario::Duration when, Look look) { looks_.emplace(when, std::move(look)); }
  /// Injects a fault, as written.
  void inject_at(scenario::Duration when, std::vector<scenario::Written> written);

  runtime::Observer* observer() override { return publisher_.observer(); }
  exchange::ExchangeObserver* exchange_observer() override {
    return publisher_.exchange_observer();
  }
  void begins(const scenario::RunInside& inside) override;
  Verdict advance(runtime::Instant until) override;
  bool wants_trace() const override { return publisher_.wants_trace(); }
  void over(const scenario::Measurements&) override {}

  Rows rows(const std::string& topic, const std::string& scope = {}) const;
  /// A column of a row; fails the test and is null if there is no such row.
  management::Document cell(const std::string& topic, const std::string& key,
                            const std::string& column) const;
  std::int64_t number(const std::string& topic, const std::string& key,
                      const std::string& column) const;
  std::vector<management::Event> events(management::EventClass of,
                                        const std::string& kind = {}) const;
  /// What a client would be told now of a fault, as written, before it strikes.
  management::Map dry_run(const std::vector<scenario::Written>& written) const;
  management::Answer ask(const std::string& what, management::Map arguments);
  std::uint64_t living_calls() const { return publisher_.books()->calls.living(); }
  std::string metrics() const { return publisher_.metrics(); }

 private:
  void publish();

  management::Board board_{};
  management::EventLog log_{};
  LivePublisher publisher_{board_, log_};
  const scenario::RunInside* inside_ = nullptr;
  std::multimap<scenario::Duration, Look> looks_{};
};

/// A text among fields; empty if there is none.
std::string text_in(const management::Map& fields, std::string_view key);

}  // namespace forlopp::live

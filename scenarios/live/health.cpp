#include "scenarios/live/health.hpp"

#include "scenarios/live/row_of.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {
namespace {

double share(std::uint64_t part, std::int64_t whole) {
  return whole <= 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

class HealthTopic final : public Topic {
  void write(management::Board& board, const management::View& view, const Sight& sight) override {
    const Health health = health_of(sight.books, sight.survey.mailbox_max());
    board.show(view, {{"calls_up", row_of(health.calls_up, "calls")},
                      {"attempts", row_of(health.attempts, "calls")},
                      {"attempts_per_second", row_of(health.attempts_per_second, "/s")},
                      {"blocking", row_of(health.blocking, "share")},
                      {"setup_p95", row_of(or_null(health.setup_p95), "ns")},
                      {"restarts", row_of(health.restarts, "restarts")},
                      {"mailbox_max", row_of(health.mailbox_max, "messages")},
                      {"alarms_critical", row_of(health.alarms_critical, "alarms")},
                      {"alarms_major", row_of(health.alarms_major, "alarms")},
                      {"alarms_minor", row_of(health.alarms_minor, "alarms")}});
  }
};

}  // namespace

Health health_of(const Books& books, std::uint32_t mailbox_max) {
  using exchange::Severity;
  const SeriesSecond last_ten = books.series.sum_of_last(10);
  const SeriesSecond last_minute = books.series.sum_of_last(60);
  return {.calls_up = books.calls.living(),
          .attempts = books.series.attempts(),
          .attempts_per_second = share(last_ten.attempts, last_ten.number),
          .blocking = share(last_minute.blocked, static_cast<std::int64_t>(last_minute.attempts)),
          .setup_p95 = books.series.recent_setup_p95(),
          .restarts = books.restarts.restarts(),
          .mailbox_max = mailbox_max,
          .alarms_critical = books.alarms.count(Severity::critical),
          .alarms_major = books.alarms.count(Severity::major),
          .alarms_minor = books.alarms.count(Severity::minor)};
}

std::unique_ptr<Topic> health_topic() {
  return std::make_unique<HealthTopic>();
}

}  // namespace forlopp::live

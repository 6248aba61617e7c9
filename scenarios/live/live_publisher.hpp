#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/observer_tee.hpp"
#include "scenarios/live/chronicle.hpp"
#include "scenarios/live/inquiries.hpp"
#include "scenarios/live/ladder_inquiries.hpp"
#include "scenarios/live/prometheus.hpp"
#include "scenarios/live/publisher.hpp"
#include "scenarios/live/topics.hpp"

namespace forlopp::live {

/// Shows a run on a board and in a log: all topics and events of the management protocol but what
/// clients and faults do, which is told by whoever drives the run. Looks between two events and
/// changes nothing. All but `metrics` on the thread that runs.
class LivePublisher final : public Publisher {
 public:
  /// Both outlive it.
  LivePublisher(management::Board& board, management::EventLog& log);

  runtime::Observer* observer() override { return &observers_; }
  exchange::ExchangeObserver* exchange_observer() override { return &chronicle_; }
  void begins(const scenario::RunInside& inside) override;
  void goes() override { traces_.let_go(); }
  void publish(const RunStatus& status, management::Stamp stamp) override;
  std::optional<management::Answer> answer(const management::Request& request) override;
  bool wants_trace() const override { return traces_.wants_trace(); }

  const Books* books() const override { return &books_; }

  /// As last published, in Prometheus' text format. From any thread.
  std::string metrics() const { return metrics_.text(); }

 private:
  void publish_way_back(const RunStatus& status);
  void write_topics(const RunStatus& status, const std::vector<management::View>& wanted);
  void set_metrics(const RunStatus& status);

  management::Board& board_;
  Books books_{};
  Chronicle chronicle_;
  TraceBook traces_{};
  scenario::ObserverTee observers_{&chronicle_, &traces_};
  Survey survey_{};
  Metrics metrics_{};
  const scenario::RunInside* inside_ = nullptr;
  std::optional<Inquiries> inquiries_{};
  std::optional<LadderInquiries> ladders_{};
  std::map<management::View, std::unique_ptr<Topic>> topics_{};  ///< Of what is wanted.
  bool is_board_void_ = false;  ///< It shows a run that is no more.
};

}  // namespace forlopp::live

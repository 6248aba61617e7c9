#pragma once

#include <optional>

#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/books.hpp"
#include "scenarios/live/trace_book.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Answers what clients want to know of what goes between processes: `ladder` and `message`; and
/// lets it be recorded in full, by `trace` and `untrace`. None of that changes the run.
class LadderInquiries {
 public:
  /// All of them outlive it.
  LadderInquiries(const scenario::RunInside& inside, const Books& books, TraceBook& traces)
      : inside_{inside}, books_{books}, traces_{traces} {
    traces_.start_anew(inside.node);
  }

  /// None if it is another word.
  std::optional<management::Answer> answer(const management::Request& request);
  /// From time to time: lets traces end whose subjects have.
  void pass();

 private:
  using Answer = management::Answer;
  using Map = management::Map;

  Answer on_ladder(const management::Request& request);
  Answer on_message(const management::Request& request);
  Answer on_trace(const management::Request& request);
  Answer on_untrace(const management::Request& request);

  runtime::Result<TraceSubject, management::Refused> subject_of(const Map& arguments) const;
  TraceParty party_of(const TraceSubject& subject) const;
  std::vector<TracedStep> left_of(const TraceSubject& subject) const;
  const Trace* trace_of(const TraceSubject& subject) const;
  bool lives(const TraceSubject& subject) const;
  bool is_next_call(const TraceSubject& subject) const;
  /// The node is traced while somebody needs that.
  void listen();

  const scenario::RunInside& inside_;
  const Books& books_;
  TraceBook& traces_;
};

}  // namespace forlopp::live

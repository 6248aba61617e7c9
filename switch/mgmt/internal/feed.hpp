#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::management {

/// What one client sees: its subscriptions, its place among the events, and the frames that are
/// made of both. Keeps nothing of what it has not sent.
class Feed {
 public:
  Feed(Board& board, const EventLog& log);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // What a client asks for; the arguments are in the request itself.

  Answer subscribe(const Document& request);
  Answer unsubscribe(const Document& request);
  Answer follow(const Document& request);
  Answer events(const Document& request) const;

  /// What is to be seen is another run: of what is subscribed to everything comes anew, of the
  /// events those from now on.
  void start_anew();

  /// All frames until this one have arrived; false if that cannot be.
  bool acknowledge(std::int64_t frame);

  /// So many frames are on their way that no more are sent.
  bool waits_for_acknowledgement() const;
  /// What there is comes with the next frames, however seldom it was wished.
  void hurry();

  /// To be asked for `frames_per_second_max` times a second. None: nothing is new, nothing is due,
  /// or the client has not acknowledged enough.
  std::optional<Map> next_frame();

 private:
  struct Subscription {
    std::uint64_t version = 0;  ///< Of what was sent.
    unsigned period = 1;        ///< In frames.
    unsigned due = 0;           ///< After so many frames.
  };
  using Subscriptions = std::map<View, Subscription>;

  Map news_of_topics();
  unsigned wait_after(unsigned period);
  std::optional<Map> news_of(const View& view, Subscription& subscription, std::size_t bytes_max);
  void add_events(Map& frame);

  Board& board_;
  const EventLog& log_;
  Subscriptions subscriptions_{};
  View first_{};  ///< The subscription whose turn it is, where not all fit into a frame.
  std::uint64_t place_ = 0;
  EventClasses classes_{};
  unsigned event_period_ = 1;  ///< In frames.
  unsigned event_due_ = 0;
  unsigned seldom_ = 0;  ///< In this frame, of what does not come with every one.
  std::int64_t sent_ = 0;
  std::int64_t acknowledged_ = 0;
};

}  // namespace forlopp::management

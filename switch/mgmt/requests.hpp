#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "switch/mgmt/board.hpp"
#include "switch/mgmt/document.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// What a client asks of the run. The server has seen to it that the client may.
struct Request {
  std::string what;  ///< `pause`, `inspect`, ...
  Map arguments{};
  std::string client{};  ///< Who, for the record.
  Role role = Role::viewer;
};

struct Refused {
  Refusal why{};
  std::string text{};
};
struct Done {
  Map result{};
  Stamp stamp{};
};
using Answer = std::variant<Done, Refused>;

/// Requests on their way from the server to the thread that runs the exchange, which takes them
/// between two events: in the order in which they came, but those of operators first, so that no
/// number of viewers can hold up who has to stop something. Thread-safe.
class RequestQueue {
 public:
  /// Called on the thread that runs the exchange; must not wait.
  using Reply = std::function<void(Answer)>;
  struct Waiting {
    Request request;
    Reply reply;
  };

  /// Refuses with `busy` when too many of that role wait, or need too much memory, and with `over`
  /// when it is closed: at once, on the caller's thread.
  void ask(Request request, Reply reply);
  /// The next; none if there is none, or none comes within `patience`.
  std::optional<Waiting> take(std::chrono::nanoseconds patience = {});
  bool empty() const;
  /// Nobody will take any more: whoever waits is refused with `over`.
  void close();
  bool is_closed() const;

 private:
  /// Of one role.
  struct Line {
    struct Place {
      Waiting waiting;
      std::size_t memory = 0;
    };
    std::deque<Place> places{};
    std::size_t memory = 0;
  };
  bool is_empty() const;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::array<Line, 2> lines_{};  ///< By role.
  bool closed_ = false;
};

}  // namespace forlopp::management

#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// What has become of a view since somebody last looked: of each row the latest.
struct ViewChange {
  bool all = false;   ///< All rows come anew. What is not among them is no more,
  bool more = false;  ///< which is known when their last part has come: more of them follow.
  std::map<QString, Cells> rows{};
  std::set<QString> gone{};
};

/// Adds what has changed later.
void merge(ViewChange& change, const ViewChange& later);

/// Everything that is new since somebody last looked.
struct Update {
  bool fresh = false;  ///< Another run, or the first: whatever was known is void.
  QString run{};       ///< Of a fresh one: which.
  std::map<QString, ViewChange> views{};
  /// In order; where some were lost, the loss stands in their place.
  std::vector<std::variant<Event, Lost>> happened{};
  Stamp stamp{};
  std::vector<qint64> frames{};  ///< That this was made of; to be acknowledged,
  int line = 0;                  ///< as long as this is the line on which they came.
};

/// Between the thread that hears and the one that shows. Thread-safe; holds as much as is sent
/// without an acknowledgement, which is two frames.
class Store {
 public:
  void add(Frame frame);
  /// What came until now lacks these.
  void add_unread(Lost unread);
  /// Another run speaks: forgets what nobody has looked at, but that its frames came.
  void start_afresh(const QString& run);
  /// What comes from now on comes on another line: frames of the one before cannot be acknowledged.
  void begin_line(int line);
  Update take();

 private:
  std::mutex mutex_{};
  Update update_{};
};

}  // namespace forlopp::console

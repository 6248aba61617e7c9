#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "gui/client/messages.hpp"
#include "runtime/random.hpp"

namespace forlopp::bench {

/// How large an exchange is that only exists in frames, and how much happens there in a second.
struct TownSize {
  int supervisors = 640;
  int workers = 31;  ///< Of each supervisor; with them there are 20,000 rows in the tree.
  int changes = 2'000;
  int births = 300;  ///< And as many deaths: of half-calls.
  int restarts = 150;
  int calls = 5'000;  ///< That are listed.
  int cells = 100'000;
};

/// An exchange in the middle of a storm of restarts, as the console hears of it: frame by frame,
/// decoded. Deterministic.
class BusyTown {
 public:
  explicit BusyTown(const TownSize& size);

  console::Hello hello() const;
  /// Everything that there is.
  console::Frame first();
  /// A thirtieth of a second later.
  console::Frame next();

 private:
  using Rows = std::vector<std::pair<QString, console::Cells>>;

  int one_of(int count);
  int share(int per_second);
  QString supervisor(int index) const;
  QString worker(int index) const;
  console::Cells row_of_supervisor(int index, int restarts);
  console::Cells row_of_worker(int index, int state);
  console::Cells row_of_group(int index);
  console::Cells row_of_card(int index);
  console::Cells row_of_call(int index);
  console::Cells row_of_cells(int index);
  Rows health();
  Rows run() const;
  void restart(console::Frame& frame);
  void event(console::Frame& frame, const char* event_class, QCborMap fields);
  void add_slow_topics(console::Frame& frame);

  TownSize size_;
  runtime::Random random_{20'260};
  qint64 number_ = 0;
  qint64 event_ = 0;
  qint64 vtime_ = 600'000'000'000;
  int first_call_ = 1;
  int last_call_ = 0;
};

}  // namespace forlopp::bench

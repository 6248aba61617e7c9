#include "tests/bench/console/busy_town.hpp"

#include <utility>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::bench {
namespace {

using console::Cells;
using console::Frame;
using console::ViewNews;
using management::State;

constexpr qint64 second = 1'000'000'000;
constexpr int cards_of_shelf = 40;
constexpr int ports_of_card = 32;
constexpr int processes_listed = 200;
constexpr int field_rows = 50;

QString word(const char* text) {
  return QString::fromLatin1(text);
}

int byte(State state) {
  return static_cast<int>(state);
}

}  // namespace

BusyTown::BusyTown(const TownSize& size) : size_{size} {}

int BusyTown::one_of(int count) {
  return static_cast<int>(random_.below(static_cast<std::uint64_t>(count)));
}

/// Of what happens in a second, this frame's part.
int BusyTown::share(int per_second) {
  return static_cast<int>((number_ + 1) * per_second / 30 - number_ * per_second / 30);
}

console::Hello BusyTown::hello() const {
  console::Hello hello{.version = management::protocol_version,
                       .program = word("synthetic"),
                       .run = word("1"),
                       .scenario = word("busy_town"),
                       .seed = word("1"),
                       .role = word("operator")};
  for (const management::Topic& topic : management::topics()) {
    QStringList& columns = hello.columns[word(std::string{topic.name}.c_str())];
    for (const std::string_view column : topic.columns)
      columns.append(QString::fromLatin1(column.data(), static_cast<qsizetype>(column.size())));
  }
  return hello;
}

QString BusyTown::supervisor(int index) const {
  return QStringLiteral("town/shelf %1/supervisor %2").arg(index / cards_of_shelf + 1).arg(index);
}

QString BusyTown::worker(int index) const {
  return QStringLiteral("%1/worker %2").arg(supervisor(index / size_.workers)).arg(index);
}

Cells BusyTown::row_of_supervisor(int index, int restarts) {
  return {supervisor(index).section(u'/', 0, 1),
          QStringLiteral("supervisor %1").arg(index),
          word("supervisor"),
          QStringLiteral("<0.%1.0>").arg(index + 100),
          word(index % 3 == 0 ? "one_for_all" : "one_for_one"),
          size_.workers,
          restarts,
          restarts % 4,
          3,
          5 * second,
          one_of(20),
          byte(restarts > 0 ? State::restarting : State::active)};
}

Cells BusyTown::row_of_worker(int index, int state) {
  return {supervisor(index / size_.workers),
          QStringLiteral("worker %1").arg(index),
          word("worker"),
          QStringLiteral("<0.%1.0>").arg(index + 1'000),
          QString{},
          0,
          state == byte(State::restarting) ? 1 : 0,
          0,
          0,
          0,
          one_of(9),
          state};
}

Cells BusyTown::row_of_group(int index) {
  return {QStringLiteral("town/shelf %1").arg(index + 1),
          word("calls"),
          word("group"),
          QString{},
          QString{},
          600 + one_of(40),
          0,
          0,
          0,
          0,
          one_of(30),
          byte(State::active)};
}

Cells BusyTown::row_of_card(int index) {
  QByteArray ports;
  for (int i = 0; i < ports_of_card; ++i) ports += static_cast<char>(one_of(3));
  return {byte(index % 97 == 0 ? State::restarting : State::active), ports,
          QStringLiteral("<0.%1.0>").arg(index + 100), QString{}};
}

Cells BusyTown::row_of_call(int index) {
  return {QString::number(20'000 + index % 10'000),
          QString::number(20'000 + index * 7 % 10'000),
          byte(index % 3 == 0 ? State::setting_up : State::active),
          vtime_ - second,
          vtime_,
          nullptr,
          nullptr,
          QString{},
          false};
}

Cells BusyTown::row_of_cells(int) {
  QByteArray cells;
  for (int i = 0; i < size_.cells / field_rows; ++i) cells += static_cast<char>(one_of(5));
  return {cells};
}

BusyTown::Rows BusyTown::health() {
  Rows rows;
  for (const char* key : {"calls_up", "attempts", "attempts_per_second", "blocking", "setup_p95",
                          "restarts", "mailbox_max", "alarms_critical", "alarms_major"})
    rows.emplace_back(word(key), Cells{1'000 + one_of(100), QString{}});
  return rows;
}

BusyTown::Rows BusyTown::run() const {
  return {{word("run"), Cells{word("running"), 1.0, vtime_, 3'600 * second, word("measured"),
                              QString{}, 1.0, event_ * 40, 20'000}}};
}

Frame BusyTown::first() {
  Frame frame{.number = ++number_, .stamp = {vtime_, event_}};
  Rows& tree = frame.views[word("supervision")].rows;
  const QString top = word("town");
  tree.emplace_back(top, Cells{nullptr, top, word("supervisor"), word("<0.1.0>"),
                               word("one_for_one"), 16, 0, 0, 3, 5 * second, 0, 2});
  for (int i = 0; i < size_.supervisors / cards_of_shelf; ++i) {
    const QString shelf = QStringLiteral("town/shelf %1").arg(i + 1);
    tree.emplace_back(shelf, Cells{top, QStringLiteral("shelf %1").arg(i + 1), word("supervisor"),
                                   word("<0.2.0>"), word("one_for_one"), cards_of_shelf, 0, 0, 3,
                                   5 * second, 0, 2});
    tree.emplace_back(shelf + word("/*"), row_of_group(i));
  }
  for (int i = 0; i < size_.supervisors; ++i) {
    tree.emplace_back(supervisor(i), row_of_supervisor(i, 0));
    frame.views[word("cards")].rows.emplace_back(
        QStringLiteral("%1/%2").arg(i / cards_of_shelf + 1).arg(i % cards_of_shelf + 1),
        row_of_card(i));
  }
  for (int i = 0; i < size_.supervisors * size_.workers; ++i)
    tree.emplace_back(worker(i), row_of_worker(i, byte(State::idle)));
  for (int i = 0; i < size_.calls; ++i) {
    ++last_call_;
    frame.views[word("calls")].rows.emplace_back(QString::number(last_call_),
                                                 row_of_call(last_call_));
  }
  for (int i = 0; i < field_rows; ++i)
    frame.views[word("field")].rows.emplace_back(supervisor(i), row_of_cells(i));
  add_slow_topics(frame);
  for (auto& [view, news] : frame.views) news.all = true;
  return frame;
}

/// What is listed and counted: a row or two of each in every frame.
void BusyTown::add_slow_topics(Frame& frame) {
  frame.views[word("run")].rows = run();
  frame.views[word("health")].rows = health();
  for (int i = 1; i <= processes_listed; ++i)
    frame.views[word("processes mailbox")].rows.emplace_back(
        QString::number(i), Cells{QStringLiteral("<0.%1.0>").arg(9'000 + one_of(20'000)),
                                  QStringLiteral("half_call %1").arg(i), QString{},
                                  byte(State::active), processes_listed - i, vtime_, one_of(3)});
  for (int i = 1; i <= 5; ++i)
    frame.views[word("alarms")].rows.emplace_back(
        QString::number(1 + one_of(50)),
        Cells{QStringLiteral("card 1/%1").arg(i), word("restarts"), word("major"),
              word("restarted 3 times"), vtime_, false});
  frame.views[word("faults")].rows.emplace_back(
      word("storm"), Cells{word("process_killed"), word("any 10 cards"), vtime_, nullptr,
                           word("active"), static_cast<qint64>(number_), word("scenario"),
                           word("awaited"), word("restarts < 1000")});
  frame.views[word("groups")].rows.emplace_back(word("north"),
                                                Cells{120, one_of(120), 100, 7, 96.5, 0.01});
  frame.views[word("group_series")].rows.emplace_back(
      QStringLiteral("north %1").arg(vtime_ / (10 * second)),
      Cells{120, one_of(120), 100, 7, 96.5, 0.07, 0.01});
  frame.views[word("series")].rows.emplace_back(
      QString::number(vtime_ / second),
      Cells{300, 280, 20, 3, size_.restarts, 10'000, 80'000'000, 120'000'000});
}

void BusyTown::event(Frame& frame, const char* event_class, QCborMap fields) {
  frame.events.push_back({++event_, vtime_, word(event_class), std::move(fields)});
}

/// A worker crashes, is restarted, and that is reported.
void BusyTown::restart(Frame& frame) {
  const int which = one_of(size_.supervisors * size_.workers);
  const QString label = QStringLiteral("worker %1").arg(which);
  Rows& tree = frame.views[word("supervision")].rows;
  tree.emplace_back(worker(which), row_of_worker(which, byte(State::restarting)));
  tree.emplace_back(supervisor(which / size_.workers),
                    row_of_supervisor(which / size_.workers, 1 + one_of(5)));
  event(frame, "crash", {{word("pid"), word("<0.4711.0>")}, {word("label"), label}});
  event(frame, "supervision",
        {{word("kind"), word("restarted")},
         {word("supervisor"), supervisor(which / size_.workers)},
         {word("child"), label},
         {word("reason"), word("killed")},
         {word("budget_used"), 2},
         {word("budget"), 3}});
  event(frame, "recovery",
        {{word("level"), 2}, {word("level_name"), word("process")}, {word("what"), label}});
}

Frame BusyTown::next() {
  vtime_ += second / 30;
  Frame frame{.number = ++number_, .stamp = {}};
  Rows& tree = frame.views[word("supervision")].rows;
  Rows& cards = frame.views[word("cards")].rows;
  for (int i = share(size_.changes); i > 0; --i) {
    const int which = one_of(size_.supervisors * size_.workers);
    tree.emplace_back(worker(which), row_of_worker(which, one_of(3)));
    const int card = one_of(size_.supervisors);
    cards.emplace_back(
        QStringLiteral("%1/%2").arg(card / cards_of_shelf + 1).arg(card % cards_of_shelf + 1),
        row_of_card(card));
  }
  ViewNews& calls = frame.views[word("calls")];
  for (int i = share(size_.births); i > 0; --i) {
    const int shelf = one_of(size_.supervisors / cards_of_shelf);
    tree.emplace_back(QStringLiteral("town/shelf %1/*").arg(shelf + 1), row_of_group(shelf));
    ++last_call_;
    calls.rows.emplace_back(QString::number(last_call_), row_of_call(last_call_));
    calls.gone.append(QString::number(first_call_++));
    event(frame, "call", {{word("kind"), word("began")}, {word("call"), last_call_}});
    event(frame, "call", {{word("kind"), word("ended")}, {word("call"), first_call_ - 1}});
  }
  for (int i = share(size_.restarts); i > 0; --i) restart(frame);
  for (int i = 0; i < field_rows / 2; ++i)
    frame.views[word("field")].rows.emplace_back(
        supervisor(static_cast<int>((2 * i + number_) % field_rows)), row_of_cells(i));
  add_slow_topics(frame);
  frame.stamp = {vtime_, event_};
  return frame;
}

}  // namespace forlopp::bench

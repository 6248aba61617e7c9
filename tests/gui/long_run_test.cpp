// Goal: a console that has watched for long holds no more than one that has watched for a while.
// Method: every panel on a picture, calls and failures by the ten thousand, and what the program
// has taken of the memory at the middle and at the end.
#include <QTableView>
#include <QTest>

#include <malloc.h>

#include "gui/panels/catalogue.hpp"
#include "gui/panels/event_panel.hpp"
#include "gui/panels/story_panel.hpp"
#include "gui/panels/table_panel.hpp"
#include "tests/gui/restart_desk.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 calls_listed = 1'000;
constexpr qint64 calls_at_once = 25;  // Half a second of them.
constexpr qint64 half_second = 500'000'000;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class LongRun : public RestartDesk {
 protected:
  LongRun() {
    for (const PanelKind& kind : panel_kinds()) panels.emplace_back(kind.make(desk));
  }

  Event of_call(const char* kind) {
    return {.number = ++event,
            .vtime = vtime,
            .event_class = word("call"),
            .fields = {{word("kind"), word(kind)}, {word("call"), call}}};
  }
  /// A process dies and comes back as another.
  void fail(std::vector<std::variant<Event, Lost>>& happened) {
    const QString before = QStringLiteral("<0.%1.1>").arg(process),
                  next = QStringLiteral("<0.%1.1>").arg(++process);
    const QString label = QStringLiteral("card 1/%1").arg(process % 50);
    Reports::About about{
        .child = label, .supervisor = word("top/shelf 1"), .pid = before, .reason = word("killed")};
    std::vector<Event> told{reports.crash(before, label, word("killed")),
                            reports.terminated(about)};
    about.old_pid = std::exchange(about.pid, next);
    told.push_back(reports.restarted(about));
    for (Event& one : told) {
      one.number = ++event;
      one.vtime = vtime;
      happened.emplace_back(std::move(one));
    }
  }
  void half_a_second() {
    Update update{.stamp = {vtime, event}};
    ViewChange& calls = update.views[word("calls")];
    for (qint64 i = 0; i < calls_at_once; ++i) {
      ++call;
      for (const char* kind : {"began", "answered", "ended"})
        update.happened.emplace_back(of_call(kind));
      calls.rows.emplace(QString::number(call), Cells{word("210017"), word("220017")});
      if (call > calls_listed) calls.gone.insert(QString::number(call - calls_listed));
    }
    for (int i = 0; i < 8; ++i) fail(update.happened);
    ViewChange& alarms = update.views[word("alarms")];
    alarms.rows.emplace(QString::number(call), Cells{word("card 1/1"), word("removed")});
    alarms.gone.insert(QString::number(call - calls_at_once));
    vtime += half_second;
    now += 500;
    update.stamp = {vtime, event};
    picture.apply(std::move(update));
    picture.restarts().pass();
  }
  void calls_until(qint64 number) {
    while (call < number) {
      half_a_second();
      if (call % 1'000 == 0) QCoreApplication::processEvents();
    }
  }
  template <class Panel>
  Panel& find() {
    for (const auto& panel : panels)
      if (auto* found = qobject_cast<Panel*>(panel.get())) return *found;
    throw std::logic_error{"There is no such panel."};
  }

  qint64 call = 0;
  qint64 event = 0;
  qint64 vtime = 0;
  qint64 process = 1;
  std::vector<std::unique_ptr<QWidget>> panels{};
};

TEST_F(LongRun, HoldsNoMoreAfterFiftyThousandCallsThanAfterThirtyThousand) {
  calls_until(30'000);
  ASSERT_GT(picture.events().rowCount(), 98'000) << "The ring is full.";
  const auto taken = [] { return static_cast<double>(mallinfo2().uordblks) / 1e6; };
  const double before = taken();
  calls_until(50'000);
  ASSERT_GT(event, 190'000);
  EXPECT_LT(taken() - before, 3.0) << "megabytes more than " << before;
  EXPECT_EQ(picture.calls().rowCount(), calls_listed);
  EXPECT_LE(picture.alarms().rowCount(), 1);
  EXPECT_LE(picture.restarts().stories().rowCount(), 500);
  EXPECT_LE(find<EventPanel>().view().model()->rowCount(), 100'000);
  EXPECT_LE(find<StoryPanel>().list().model()->rowCount(), 500);
}

}  // namespace
}  // namespace forlopp::console

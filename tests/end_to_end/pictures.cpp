// Takes the pictures of the console that the documentation shows (`./dev pictures`): the real
// window on a real exchange, which stands still at the same moments of the same run each time.
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTreeView>

#include "gui/main_window.hpp"
#include "gui/panels/fault_panel.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "tests/end_to_end/served_exchange.hpp"
#include "tests/gui/screen.hpp"

namespace forlopp::console {
namespace {

constexpr const char* busy_moment = "35:00";
constexpr qint64 busy_vtime = 35LL * 60 * 1'000'000'000;
constexpr const char* card = "3/7";
constexpr const char* card_key = "forlopp/exchange/shelves/shelf 3/card 3/7";
constexpr int quiet_after = 500;  // Milliseconds in which all has come that was asked for.

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class Photographer {
 public:
  Photographer(QDir folder, Theme theme) : folder_{std::move(folder)}, theme_{theme} {
    window_.set_theme(theme);
    window_.resize(1'600, 1'000);
    window_.show();
    window_.open({.host = word("127.0.0.1"),
                  .port = exchange_.port(),
                  .token = QString::fromStdString(exchange_.token())});
    wait_for([&] { return picture().run().paused(); });
  }

  void take_all() {
    window_.commands().run_until(word(busy_moment));
    wait_for([&] { return picture().run().paused() && picture().run().vtime == busy_vtime; });
    command(word("panel.inspector"));
    window_.focus().move_to({Entity::Kind::card, word(card)});
    tree_view().expandToDepth(1);
    keep("busy");
    take_faults();
    take_restart();
    if (theme_ == Theme::light)
      for (const PanelKind& kind : panel_kinds()) take_panel(kind);
  }
  /// False: the exchange did not come to where a picture was to be taken.
  bool good() const { return good_; }

 private:
  Picture& picture() { return window_.picture(); }
  QTreeView& tree_view() {
    return *window_.findChild<SupervisionPanel*>()->findChild<QTreeView*>();
  }
  void wait_for(const std::function<bool()>& condition) {
    good_ = good_ && QTest::qWaitFor(condition, 300'000);
  }
  void command(const QString& id) {
    if (QAction* action = window_.commands().find(id)) action->trigger();
  }

  void take_faults() {
    command(word("fault.on_focus"));
    auto* panel = window_.findChild<FaultPanel*>();
    if (auto* dry_run = panel->findChild<QPushButton*>(word("dry_run"))) dry_run->click();
    keep("faults");
  }

  /// The process of a card is killed, and has just been restarted.
  void take_restart() {
    const SupervisionModel& tree = picture().supervision();
    const SupervisionRow* row = tree.find(word(card_key));
    const qint64 before = row == nullptr ? 0 : row->restarts;
    window_.commands().ask(word("inject"), {{word("fault"), word("process_killed")},
                                            {word("target"), word("process of card 3/7")}});
    // First it dies, then its supervisor starts it again.
    window_.commands().ask(word("step"), {{word("kind"), word("supervision")}, {word("count"), 2}});
    wait_for([&] {
      const SupervisionRow* now = tree.find(word(card_key));
      return now != nullptr && now->restarts > before && picture().run().paused();
    });
    const QModelIndex index = tree.index_of(word(card_key));
    tree_view().setCurrentIndex(index);
    tree_view().scrollTo(index, QAbstractItemView::PositionAtCenter);
    command(word("panel.stories"));
    keep("restart");
  }

  void take_panel(const PanelKind& kind) {
    if (kind.id == word("ladder")) aim_at_a_call();
    command(word("panel.") + kind.id);
    auto* dock = window_.findChild<QDockWidget*>(kind.id);
    QTest::qWait(quiet_after);
    save(dock->widget()->grab().toImage(), word("panel_") + kind.id);
  }

  /// One that has been answered and goes on.
  void aim_at_a_call() {
    const TopicTable& calls = picture().calls();
    for (int row = 0; row < calls.rowCount(); ++row)
      if (calls.value(row, "ended").isNull() && !calls.value(row, "answered").isNull())
        return window_.focus().move_to({Entity::Kind::call, calls.key(row)});
  }

  void keep(const char* name) {
    QTest::qWait(quiet_after);
    save(window_.grab().toImage(), word(name) + word(theme_ == Theme::dark ? "_dark" : "_light"));
  }

  void save(const QImage& image, const QString& name) {
    const QString file = folder_.filePath(word("console_") + name + word(".png"));
    good_ = image.save(file) && good_;
    QTextStream{stdout} << file << '\n';
  }

  QDir folder_;
  Theme theme_;
  test::ServedExchange exchange_{{.scenario = test::source_file("scenarios/busy_hour.yaml"),
                                  .more = {"--paused", "--pace", "0"}}};
  MainWindow window_{};
  bool good_ = true;
};

}  // namespace
}  // namespace forlopp::console

int main(int count, char** words) {
  using namespace forlopp::console;
  const Screen screen;
  const QTemporaryDir home;
  qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
  QApplication application{count, words};
  QApplication::setOrganizationName(QStringLiteral("forlopp"));
  QApplication::setApplicationName(QStringLiteral("console_pictures"));
  QApplication::setStyle(QStringLiteral("Fusion"));
  QDir folder{QApplication::arguments().value(1, QStringLiteral("docs/images"))};
  folder.mkpath(QStringLiteral("."));
  for (const Theme theme : {Theme::light, Theme::dark}) {
    QSettings{}.clear();
    Photographer photographer{folder, theme};
    photographer.take_all();
    if (!photographer.good()) return 1;
  }
  return 0;
}

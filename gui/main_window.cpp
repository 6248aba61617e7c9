#include "gui/main_window.hpp"

#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QShowEvent>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>
#include <array>

#include "gui/dock.hpp"
#include "gui/fault_commands.hpp"
#include "gui/guide_commands.hpp"
#include "gui/panels/fault_panel.hpp"
#include "gui/panels/field_accessible.hpp"
#include "gui/panels/guide_panel.hpp"
#include "gui/panels/health_strip.hpp"
#include "gui/panels/ladder_accessible.hpp"
#include "gui/panels/mini_timeline.hpp"
#include "gui/panels/playback_bar.hpp"
#include "gui/panels/seen_panel.hpp"
#include "gui/panels/shelf_accessible.hpp"
#include "gui/panels/time_bar.hpp"
#include "gui/scale_commands.hpp"
#include "gui/veil.hpp"

namespace forlopp::console {
namespace {

constexpr int layout_version = 4;  // Another one when docks come, go or change their names.
constexpr std::chrono::milliseconds frame{33};
constexpr std::chrono::milliseconds express_frame{1'000};
constexpr const char* geometry_key = "window/geometry";
constexpr const char* layout_key = "window/layout";
constexpr const char* theme_key = "window/theme";
constexpr const char* still_key = "view/reduce_motion";

QString topic(const char* name) {
  return QString::fromLatin1(name);
}

}  // namespace

MainWindow::MainWindow(const Patience& patience)
    : client_{patience},
      commands_{picture_, client_, focus_},
      command_palette_{commands_, this},
      recordings_{*this, client_, picture_, commands_} {
  make_shelves_accessible();
  make_ladders_accessible();
  make_field_accessible();
  setObjectName(QStringLiteral("main_window"));
  // Not animated: Qt 6.4 ends in a lost pointer when a layout is restored meanwhile.
  setDockOptions(AllowNestedDocks | AllowTabbedDocks);
  tick_.setSingleShot(true);
  tick_.setInterval(frame);
  connect(&client_, &Client::greeted, &picture_, &Picture::greet);
  connect(&client_, &Client::line_changed, &picture_, &Picture::set_line);
  connect(&client_, &Client::played, &picture_, &Picture::set_playback);
  connect(&client_, &Client::news, this, [this] {
    if (!tick_.isActive()) tick_.start();
  });
  connect(&tick_, &QTimer::timeout, this, [this] { picture_.apply(client_.take()); });
  // What rushes by nobody can follow: counters and the end of it are enough.
  connect(&picture_, &Picture::run_changed, this, [this] {
    const bool rushes = picture_.run().rushes();
    tick_.setInterval(rushes ? express_frame : frame);
    client_.follow_calls(rushes ? CallEvents::counted : CallEvents::listed);
  });
  add_view_commands();
  add_fault_commands(commands_,
                     [this] { return bring_forward(topic("faults"))->findChild<FaultPanel*>(); });
  connect(&commands_, &Commands::fault_wanted, this, [this] { bring_forward(topic("faults")); });
  place_top();
  place_panels();
  add_guide();
  add_menus();
  addActions({commands_.all().begin(), commands_.all().end()});
  connect(&picture_, &Picture::line_changed, this, &MainWindow::tell_line);
  connect(&picture_, &Picture::greeted, this, &MainWindow::tell_line);
  connect(&commands_, &Commands::said, this, [this](const QString& sentence) {
    statusBar()->showMessage(sentence, 8'000);
    tick_.setInterval(frame);  // Whoever has done something sees at once what came of it.
  });
  client_.want({topic("health"), {}, hz::lists});
  tell_line();
  restore();
}

// Panels look at the picture and tell of themselves until their end: they go before it.
MainWindow::~MainWindow() {
  delete top_;
  for (const auto& [id, dock] : docks_) delete dock;
}

void MainWindow::open(const Address& address) {
  recordings_.remember(address);
  client_.open(address);
}

void MainWindow::place_top() {
  top_ = new QToolBar{tr("Time"), this};
  top_->setObjectName(QStringLiteral("time"));
  top_->setMovable(false);
  top_->toggleViewAction()->setEnabled(false);  // The clock and HALT are always in reach.
  auto* rows = new QWidget{top_};
  auto* column = new QVBoxLayout{rows};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new TimeBar{desk(), rows});
  column->addWidget(new PlaybackBar{desk(), rows});
  column->addWidget(new HealthStrip{desk(), rows});
  veils_ = {new Veil{*rows->findChild<MiniTimeline*>()},
            new Veil{*rows->findChild<QLabel*>(topic("alarm_counts"))}};
  top_->addWidget(rows);
  addToolBar(top_);
  line_ = new QLabel{this};
  line_->setObjectName(QStringLiteral("line"));
  statusBar()->addPermanentWidget(recordings_.label());
  statusBar()->addPermanentWidget(line_);
}

QDockWidget* MainWindow::make_dock(const PanelKind& kind) {
  auto* dock = new Dock{kind.title, this};
  QWidget* panel = kind.make(desk());
  panel->setMinimumSize(120, 60);
  dock->setObjectName(kind.id);
  dock->setWidget(panel);
  veils_.push_back(new Veil{*panel});
  docks_.emplace(kind.id, dock);
  connect(dock, &QDockWidget::visibilityChanged, this,
          [this, &views = kind.views, seen_panel = dynamic_cast<SeenPanel*>(panel),
           seen = false](bool visible) mutable {
            if (visible == seen) return;
            seen = visible;
            for (const View& view : views) visible ? client_.want(view) : client_.unwant(view);
            if (seen_panel != nullptr) seen_panel->be_seen(visible);
          });
  commands_.add(QStringLiteral("panel.%1").arg(kind.id), tr("Show %1").arg(kind.title), {},
                Commands::For::everybody,
                [this, id = kind.id] { bring_forward(id)->widget()->setFocus(); });
  return dock;
}

QDockWidget* MainWindow::bring_forward(const QString& panel) {
  QDockWidget* dock = docks_.at(panel);
  dock->show();
  dock->raise();
  return dock;
}

/// Docks fill the window, and all are in one area: space is shared only within one.
void MainWindow::place_panels() {
  auto* middle = new QWidget{this};
  middle->setMaximumSize(0, 0);
  setCentralWidget(middle);
  std::map<Place, QList<QDockWidget*>> places;
  for (const PanelKind& kind : panel_kinds()) places[kind.place].push_back(make_dock(kind));
  const auto top = [&](Place place) { return places.at(place).front(); };
  addDockWidget(Qt::TopDockWidgetArea, top(Place::left));
  splitDockWidget(top(Place::left), top(Place::below), Qt::Vertical);
  splitDockWidget(top(Place::left), top(Place::middle), Qt::Horizontal);
  splitDockWidget(top(Place::middle), top(Place::right), Qt::Horizontal);
  splitDockWidget(top(Place::middle), top(Place::lower_middle), Qt::Vertical);
  splitDockWidget(top(Place::right), top(Place::lower_right), Qt::Vertical);
  for (const auto& [place, docks] : places) {
    for (QDockWidget* dock : docks)
      if (dock != docks.front()) tabifyDockWidget(docks.front(), dock);
    docks.front()->raise();
  }
  for (const PanelKind& kind : panel_kinds())
    if (kind.opening == Opening::hidden) docks_.at(kind.id)->hide();
  resize(1366, 768);
  first_layout_ = saveState(layout_version);
}

void MainWindow::add_view_commands() {
  using enum Commands::For;
  commands_.add(QStringLiteral("view.palette"), tr("Find a command"),
                QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_P}, everybody,
                [this] { command_palette_.open_anew(); });
  commands_.add(QStringLiteral("view.theme"), tr("Light or dark"), QKeySequence{Qt::Key_F9},
                everybody,
                [this] { set_theme(theme_ == Theme::light ? Theme::dark : Theme::light); });
  add_scale_commands(commands_, scale_, *this);
  QAction* still = commands_.add(QStringLiteral("view.reduce_motion"),
                                 tr("Reduce motion: states only"), {}, everybody, [this] {
                                   const bool reduced = !picture_.restarts().is_still();
                                   picture_.restarts().set_still(reduced);
                                   QSettings{}.setValue(QLatin1String{still_key}, reduced);
                                 });
  still->setCheckable(true);
  commands_.add(QStringLiteral("view.reset_layout"), tr("Reset the layout"), {}, everybody,
                [this] { reset_layout(); });
  commands_.add(QStringLiteral("view.full_screen"), tr("Full screen"), QKeySequence{Qt::Key_F11},
                everybody, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  commands_.add(QStringLiteral("view.find"), tr("Find a process"),
                QKeySequence{Qt::CTRL | Qt::Key_P}, everybody, [this] {
                  bring_forward(QStringLiteral("supervision"))
                      ->findChild<QLineEdit*>(QStringLiteral("find"))
                      ->setFocus();
                });
  commands_.add(QStringLiteral("run.until"), tr("Run until ..."), QKeySequence{Qt::Key_G},
                everybody, [this] {
                  findChild<QLineEdit*>(QStringLiteral("until"))->setFocus(Qt::ShortcutFocusReason);
                });
  commands_.add(QStringLiteral("focus.ladder"), tr("Ladder of the focus"), QKeySequence{Qt::Key_L},
                everybody,
                [this] { bring_forward(QStringLiteral("ladder"))->widget()->setFocus(); });
}

void MainWindow::add_guide() {
  auto* panel = docks_.at(topic("guide"))->findChild<GuidePanel*>();
  add_guide_commands(commands_, picture_, *panel, [this] {
    QDockWidget* guide = bring_forward(topic("guide"));
    resizeDocks({guide, docks_.at(topic("processes"))}, {height() * 52 / 100, height() / 10},
                Qt::Vertical);
  });
  connect(panel, &GuidePanel::left, this, [this] { docks_.at(topic("guide"))->hide(); });
}

void MainWindow::add_menus() {
  struct Menu {
    QString title;
    QStringList prefixes;
  };
  const std::array menus{
      Menu{tr("&Run"), {QStringLiteral("run.")}},
      Menu{tr("&View"),
           {QStringLiteral("view."), QStringLiteral("focus."), QStringLiteral("supervision.")}},
      Menu{tr("&Charts"), {QStringLiteral("charts.")}},
      Menu{tr("&Ladder"), {QStringLiteral("ladder.")}},
      Menu{tr("&Panels"), {QStringLiteral("panel.")}},
      Menu{tr("&Faults"), {QStringLiteral("fault.")}},
      Menu{tr("&Help"), {QStringLiteral("guide.")}}};
  for (const Menu& menu : menus) {
    QMenu* shown = menuBar()->addMenu(menu.title);
    for (QAction* action : commands_.all())
      for (const QString& prefix : menu.prefixes)
        if (action->objectName().startsWith(prefix)) shown->addAction(action);
  }
}

void MainWindow::tell_line() {
  const Hello& hello = picture_.hello();
  const QString sentence = picture_.line().sentence.toHtmlEscaped();
  QString told = tr("%1 This console is %2.").arg(sentence, hello.role);
  if (picture_.recorded()) told = QStringLiteral("<b>▶ %1</b>").arg(sentence);
  if (picture_.stale()) told = QStringLiteral("<b>? %1</b>").arg(sentence);
  line_->setText(told);
  for (Veil* veil : veils_) veil->setVisible(picture_.stale());
  const QString what =
      picture_.recorded() ? tr("recording of %1").arg(hello.scenario) : hello.scenario;
  setWindowTitle(hello.scenario.isEmpty()
                     ? tr("Forlopp console")
                     : tr("%1, seed %2 – Forlopp console").arg(what, hello.seed));
}

void MainWindow::set_theme(Theme theme) {
  theme_ = theme;
  QApplication::setPalette(widget_palette(theme));
  QSettings{}.setValue(QLatin1String{theme_key}, theme == Theme::dark);
}

void MainWindow::reset_layout() {
  restoreState(first_layout_, layout_version);
  share_space();
}

/// Two thirds above, and the tree is the widest. Only a window that is shown has space to share.
void MainWindow::share_space() {
  const auto dock = [this](const char* id) { return docks_.at(topic(id)); };
  const int wide = width(), high = height();
  resizeDocks({dock("supervision"), dock("shelves"), dock("inspector")},
              {wide * 4 / 10, wide * 35 / 100, wide / 4}, Qt::Horizontal);
  resizeDocks({dock("supervision"), dock("stories")}, {high * 64 / 100, high * 36 / 100},
              Qt::Vertical);
  resizeDocks({dock("shelves"), dock("charts")}, {high * 30 / 100, high * 34 / 100}, Qt::Vertical);
  resizeDocks({dock("inspector"), dock("processes")}, {high * 38 / 100, high * 26 / 100},
              Qt::Vertical);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (event->spontaneous()) return;  // It was only behind others, or an icon.
  if (!space_shared_) share_space();
  docks_.at(topic("supervision"))->widget()->setFocus();  // Not in a field, which would eat keys.
  space_shared_ = true;
}

void MainWindow::restore() {
  const QSettings settings;
  restoreGeometry(settings.value(QLatin1String{geometry_key}).toByteArray());
  space_shared_ =
      restoreState(settings.value(QLatin1String{layout_key}).toByteArray(), layout_version);
  const bool still = settings.value(QLatin1String{still_key}).toBool();
  picture_.restarts().set_still(still);
  commands_.find(QStringLiteral("view.reduce_motion"))->setChecked(still);
  set_theme(settings.value(QLatin1String{theme_key}).toBool() ? Theme::dark : Theme::light);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue(QLatin1String{geometry_key}, saveGeometry());
  settings.setValue(QLatin1String{layout_key}, saveState(layout_version));
  client_.close();
  QMainWindow::closeEvent(event);
}

}  // namespace forlopp::console

#pragma once

#include <QMainWindow>
#include <QTimer>
#include <map>
#include <vector>

#include "gui/client/client.hpp"
#include "gui/command_palette.hpp"
#include "gui/commands.hpp"
#include "gui/desk.hpp"
#include "gui/focus.hpp"
#include "gui/palette.hpp"
#include "gui/panels/catalogue.hpp"
#include "gui/picture.hpp"
#include "gui/recordings.hpp"
#include "gui/scale.hpp"

class QDockWidget;
class QLabel;
class QToolBar;

namespace forlopp::console {

class Veil;

/// The console's window: places the panels, and asks the exchange for what those that can be seen
/// show. Its layout is kept from one time to the next.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(const Patience& patience = {});
  ~MainWindow() override;

  void open(const Address& address);
  void open_recording(const QString& path) { client_.open(path); }
  Picture& picture() { return picture_; }
  Commands& commands() { return commands_; }
  Focus& focus() { return focus_; }
  CommandPalette& command_palette() { return command_palette_; }
  Scale& scale() { return scale_; }
  Theme theme() const { return theme_; }
  void set_theme(Theme theme);
  void reset_layout();

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  void place_top();
  void place_panels();
  QDockWidget* make_dock(const PanelKind& kind);
  QDockWidget* bring_forward(const QString& panel);
  void add_view_commands();
  void add_guide();
  void add_menus();
  void tell_line();
  void restore();
  void share_space();
  Desk desk() { return {picture_, client_, focus_, commands_}; }

  Scale scale_{};  // Before whatever takes its measures from the font.
  Picture picture_{};
  Focus focus_{};
  Client client_;
  Commands commands_;
  CommandPalette command_palette_;
  Recordings recordings_;
  QTimer tick_{};
  QToolBar* top_ = nullptr;
  std::map<QString, QDockWidget*> docks_{};
  std::vector<Veil*> veils_{};  ///< Over the panels.
  QLabel* line_ = nullptr;
  QByteArray first_layout_{};
  bool space_shared_ = false;
  Theme theme_ = Theme::light;
};

}  // namespace forlopp::console

#include "tests/gui/screen.hpp"

#include <QByteArray>
#include <QString>

#include "tests/support/child_program.hpp"

namespace forlopp::console {

Screen::Screen() {
  qputenv("LC_ALL", "C.UTF-8");
  qputenv("TZ", "UTC");
  qputenv("QT_SCALE_FACTOR", "1");
  if (qEnvironmentVariable("FORLOPP_SCREEN") == QLatin1String{"xvfb"})
    start_server();
  else if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

Screen::~Screen() = default;

/// The server takes the first display that is free, and tells which.
void Screen::start_server() {
  server_.reset(new test::ChildProgram{
      {"sh", "-c", "exec Xvfb -displayfd 1 -screen 0 1920x1200x24 -nolisten tcp 2>/dev/null"}});
  const auto display = server_->line_with("\n");
  there_ = display.has_value();
  if (!there_) return;
  qputenv("DISPLAY", QByteArray{":"} + display->c_str());
  qputenv("QT_QPA_PLATFORM", "xcb");
}

}  // namespace forlopp::console

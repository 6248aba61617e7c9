// What it costs to show a hundred thousand processes of which two hundred thousand a second change
// their state, thirty times a second: thread CPU time of a frame, by the clock of the thread.
#include <QApplication>
#include <QCborArray>
#include <QTextStream>
#include <algorithm>
#include <ctime>
#include <vector>

#include "gui/panels/field_panel.hpp"

namespace forlopp::console {
namespace {

constexpr int processes = 100'000;
constexpr int supervisors = 40;
constexpr int changes_a_frame = 200'000 / 30;
constexpr int frames = 300;

class Nobody : public Asker {
 public:
  void ask(const QString&, QCborMap, Then) override {}
  void want(const View&) override {}
  void unwant(const View&) override {}
};

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Half of them below one supervisor, as half-calls are.
std::vector<QByteArray> all_cells() {
  std::vector<QByteArray> cells{QByteArray(processes / 2, '\0')};
  for (int i = 1; i < supervisors; ++i)
    cells.emplace_back(processes / 2 / (supervisors - 1) + 1, '\0');
  return cells;
}

class Bench {
 public:
  explicit Bench(QSize size) {
    panel_.resize(size);
    panel_.view().set_zoom(FieldView::Zoom::field);
    panel_.show();
    change(0);
    QCoreApplication::processEvents();
  }

  void run() {
    std::vector<double> applied, painted;
    for (int i = 0; i < frames; ++i) {
      const Update update = next_update();
      const double begin = thread_milliseconds();
      picture_.apply(update);
      const double shown = thread_milliseconds();
      panel_.view().repaint();
      applied.push_back(shown - begin);
      painted.push_back(thread_milliseconds() - shown);
    }
    print("apply", applied);
    print("paint", painted);
    std::ranges::transform(applied, painted, applied.begin(), std::plus{});
    print("frame", applied);
  }

 private:
  void change(int count) {
    for (int i = 0; i < count; ++i) {
      QByteArray& cells = cells_[below(2) == 0 ? 0 : below(supervisors)];
      cells[below(static_cast<quint32>(cells.size()))] = static_cast<char>(below(9));
    }
  }
  quint32 below(quint32 most) {
    chance_ = chance_ * 1'664'525U + 1'013'904'223U;
    return (chance_ >> 8U) % most;
  }
  Update next_update() {
    change(changes_a_frame);
    ViewChange news;
    for (int i = 0; i < supervisors; ++i)
      news.rows[QStringLiteral("forlopp/sup %1").arg(i)] = {cells_[static_cast<std::size_t>(i)]};
    return {.views = {{QStringLiteral("field"), news}}};
  }
  static void print(const char* what, std::vector<double> milliseconds) {
    std::ranges::sort(milliseconds);
    double sum = 0.0;
    for (const double each : milliseconds) sum += each;
    const double mean = sum / static_cast<double>(milliseconds.size());
    QTextStream{stdout} << what << ": mean " << mean << " ms, 95 % within "
                        << milliseconds[milliseconds.size() * 95 / 100] << " ms, most "
                        << milliseconds.back() << " ms, " << mean * 3.0
                        << " % of a core at 30 a second\n";
  }

  Picture picture_{};
  Nobody nobody_{};
  Focus focus_{};
  Commands commands_{picture_, nobody_, focus_};
  FieldPanel panel_{{picture_, nobody_, focus_, commands_}};
  std::vector<QByteArray> cells_ = all_cells();
  quint32 chance_ = 1;
};

}  // namespace
}  // namespace forlopp::console

int main(int count, char** words) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application{count, words};
  QApplication::setStyle(QStringLiteral("Fusion"));
  for (const QSize size : {QSize{900, 600}, QSize{1'600, 900}}) {
    QTextStream{stdout} << size.width() << " x " << size.height() << '\n';
    forlopp::console::Bench{size}.run();
  }
}

#pragma once

#include <QApplication>
#include <QString>
#include <map>
#include <vector>

namespace forlopp::bench {

/// Nanoseconds of this thread's own time: what others do on the machine does not count.
qint64 thread_time();

/// An application that knows what its events cost, by the panel that they were for.
class MeasuredApplication : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override;
  /// What is done until its end is this one's, not that of the panel whose event it is in.
  class Part {
   public:
    Part(MeasuredApplication& application, const QString& name);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

   private:
    MeasuredApplication& application_;
  };

  /// A frame is over: what it cost is kept.
  void end_frame();
  /// Forgets what was measured.
  void begin();

  struct Cost {
    std::vector<qint64> frames{};  ///< Nanoseconds, one for each frame.
    qint64 longest_event = 0;
    QString longest_kind{};  ///< What it was.
  };
  /// By panel, without what was done for others meanwhile.
  const std::map<QString, Cost>& costs() const { return costs_; }
  /// All together.
  const Cost& sum() const { return sum_; }

 private:
  struct Open {
    QString part;
    qint64 began;
    qint64 of_others = 0;
  };

  void enter(const QString& part);
  qint64 leave();
  QString part_of(QObject* receiver);

  std::vector<Open> open_{};
  std::map<QString, Cost> costs_{};
  std::map<QString, qint64> in_frame_{};
  Cost sum_{};
};

}  // namespace forlopp::bench

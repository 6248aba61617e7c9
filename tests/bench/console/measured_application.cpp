#include "tests/bench/console/measured_application.hpp"

#include <QDockWidget>
#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <ctime>

namespace forlopp::bench {
namespace {

constexpr qint64 second = 1'000'000'000;

QString kind_of(const QObject& receiver, const QEvent& event) {
  const QMetaEnum kinds = QMetaEnum::fromType<QEvent::Type>();
  return QStringLiteral("%1 of %2")
      .arg(QLatin1String{kinds.valueToKey(event.type())},
           receiver.objectName().isEmpty() ? QLatin1String{receiver.metaObject()->className()}
                                           : receiver.objectName());
}

}  // namespace

qint64 thread_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * second + now.tv_nsec;
}

MeasuredApplication::Part::Part(MeasuredApplication& application, const QString& name)
    : application_{application} {
  application_.enter(name);
}

MeasuredApplication::Part::~Part() {
  application_.leave();
}

void MeasuredApplication::enter(const QString& part) {
  open_.push_back({part, thread_time()});
}

/// What it took, with all that was done meanwhile.
qint64 MeasuredApplication::leave() {
  const Open done = open_.back();
  open_.pop_back();
  const qint64 took = thread_time() - done.began;
  in_frame_[done.part] += took - done.of_others;
  if (!open_.empty()) open_.back().of_others += took;
  return took;
}

/// Panels are docks, and what stands above them has names.
QString MeasuredApplication::part_of(QObject* receiver) {
  for (QObject* at = receiver; at != nullptr; at = at->parent()) {
    if (qobject_cast<QDockWidget*>(at) != nullptr) return at->objectName();
    const QString name = at->objectName();
    if (name == QLatin1String{"time_bar"} || name == QLatin1String{"health_strip"}) return name;
  }
  return QStringLiteral("window");
}

bool MeasuredApplication::notify(QObject* receiver, QEvent* event) {
  // The line's thread has events too, and a clock of its own.
  if (QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
  const QString kind = open_.empty() ? kind_of(*receiver, *event) : QString{};
  const QString part = part_of(receiver);
  enter(part);
  const bool done = QApplication::notify(receiver, event);
  const qint64 took = leave();
  if (open_.empty() && took > sum_.longest_event) {
    sum_.longest_event = took;
    sum_.longest_kind = kind;
  }
  Cost& cost = costs_[part];
  if (took > cost.longest_event) cost.longest_event = took;
  return done;
}

void MeasuredApplication::end_frame() {
  qint64 all = 0;
  for (auto& [part, took] : in_frame_) {
    costs_[part].frames.push_back(took);
    all += std::exchange(took, 0);
  }
  sum_.frames.push_back(all);
}

void MeasuredApplication::begin() {
  costs_.clear();
  in_frame_.clear();
  sum_ = {};
}

}  // namespace forlopp::bench

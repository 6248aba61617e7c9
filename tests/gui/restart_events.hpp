#pragma once

#include <QStringList>
#include <vector>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// Writes down what supervisors report, numbered and in order, as an exchange does.
class Reports {
 public:
  /// Of the supervisor `sup` unless another one is said; five notches in ten seconds.
  struct About {
    QString child{};
    QString supervisor{};
    QString pid{};
    QString old_pid{};
    QString reason{};
    QStringList stopped{};
    QString escalates_to{};
    int used = 1;
    int level = 2;
    bool comes_back = true;
  };
  qint64 vtime = 0;

  Event crash(const QString& pid, const QString& label, const QString& reason,
              const QStringList& links = {}, bool by_link = false);
  Event terminated(const About& about);
  Event restarted(const About& about);
  Event start_error(const About& about);
  Event gave_up(const About& about);
  Event lost(const QString& reason, int transient, int stable);
  Event recovered(const QString& what, int level, int kept_stable);

 private:
  Event event(const char* event_class, QCborMap fields);
  Event supervision(const char* kind, const About& about, QCborMap more);
  qint64 number_ = 0;
};

}  // namespace forlopp::console

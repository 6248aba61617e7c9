#pragma once

#include <QByteArray>
#include <QCborArray>
#include <QCborMap>
#include <QHash>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

/// What an exchange says to a console, as plain structs (docs/management_protocol.md).
namespace forlopp::console {

/// When something was true.
struct Stamp {
  qint64 vtime = 0;  ///< Nanoseconds of virtual time.
  qint64 event = 0;
};

struct Hello {
  int version = 0;
  QString program{};
  QString run{};
  QString scenario{};
  QString title{};
  QString seed{};
  QString role{};
  QHash<QString, QStringList> columns{};  ///< By topic.
  QCborArray faults{};                    ///< The catalogue of what may be injected.
  QCborArray metrics{};                   ///< What `until` can look at.
  QCborArray victims{};                   ///< Who can be killed by name.
};

/// The cells of a row, in the order of its topic's columns.
using Cells = QCborArray;

/// News of one view.
struct ViewNews {
  bool all = false;   ///< What was known before is void,
  bool more = false;  ///< but not before the last part: more of them follow.
  std::vector<std::pair<QString, Cells>> rows{};
  QStringList gone{};
};

struct Event {
  qint64 number = 0;
  qint64 vtime = 0;
  QString event_class{};
  QCborMap fields{};
};

/// Events between two numbers that are not all there.
struct Lost {
  enum class Why : quint8 {
    overwritten,  ///< Before they could be sent.
    not_read,     ///< There were too many of calls to read them.
  };
  qint64 after = 0;
  qint64 before = 0;
  std::map<QString, qint64> by_class{};
  Why why = Why::overwritten;
};

struct Frame {
  qint64 number = 0;
  Stamp stamp{};
  std::map<QString, ViewNews> views{};  ///< By `topic` or `topic scope`.
  std::optional<Lost> lost{};           ///< Before the events of this frame.
  std::vector<Event> events{};
};

struct Reply {
  qint64 re = 0;
  QString code{};  ///< Why it was refused; empty: it was done.
  QString text{};
  QCborMap result{};
  Stamp stamp{};
  bool done() const { return code.isEmpty(); }
};

/// Something that this console does not know: a later version's, and no mistake.
struct Unheard {};

using Message = std::variant<Unheard, Hello, Frame, Reply>;

struct ReadMessage {
  Message message{};
  QString error{};  ///< A sentence; empty: nothing is wrong.
};

/// Reads what came as one binary message.
ReadMessage read_message(const QByteArray& bytes);

}  // namespace forlopp::console

Q_DECLARE_METATYPE(forlopp::console::Hello)
Q_DECLARE_METATYPE(forlopp::console::Reply)

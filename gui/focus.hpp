#pragma once

#include <QObject>
#include <QString>
#include <vector>

namespace forlopp::console {

/// Something that one can look at.
struct Entity {
  enum class Kind : quint8 {
    none,
    supervised,  ///< A row of the supervision tree, by its key.
    process,     ///< By pid or name.
    card,        ///< `SHELF/CARD`.
    port,        ///< `SHELF/CARD/PORT`.
    call,
    other,  ///< Whatever an event or an alarm names.
  };
  Kind kind = Kind::none;
  QString key{};
  bool operator==(const Entity&) const = default;
};

/// `card 2/3`: as people and requests call it.
QString text(const Entity& entity);

/// The other way round, also of a pid; whatever is none of these is `other`.
Entity entity_called(const QString& text);

/// What all panels look at, and when: one for the whole window. Remembers where it has been.
class Focus : public QObject {
  Q_OBJECT

 public:
  struct Point {
    Entity entity{};
    qint64 vtime = -1;  ///< -1: now.
    bool operator==(const Point&) const = default;
  };

  const Point& point() const { return trail_[at_]; }
  const Entity& entity() const { return point().entity; }
  /// Forgets what was ahead of it.
  void move_to(const Entity& entity, qint64 vtime = -1);
  bool back();
  bool forward();

 signals:
  void moved(const forlopp::console::Focus::Point& to);

 private:
  std::vector<Point> trail_{Point{}};
  std::size_t at_ = 0;
};

}  // namespace forlopp::console

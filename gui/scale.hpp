#pragma once

#include <QObject>
#include <span>

namespace forlopp::console {

/// How large everything on the screen is, in percent: the application's font, from which panels
/// take their measures. Kept from one time to the next.
class Scale : public QObject {
  Q_OBJECT

 public:
  /// As large as the last time.
  explicit Scale(QObject* parent = nullptr);

  static std::span<const int> steps();
  int percent() const { return percent_; }
  /// The step after and before this one; at the end, this one.
  int larger() const { return beside(1); }
  int smaller() const { return beside(-1); }
  int usual() const;
  /// One of the steps.
  void set(int percent);

 signals:
  void changed();

 private:
  int beside(int steps_away) const;
  void apply() const;

  int percent_;
};

}  // namespace forlopp::console

#pragma once

#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

#include "gui/desk.hpp"
#include "gui/models/ladder.hpp"
#include "gui/panels/focus_topic.hpp"
#include "gui/panels/seen_panel.hpp"

class QCheckBox;
class QLabel;

namespace forlopp::console {

class LadderDetails;
class LadderView;

/// The ladder of the call or process in the focus, asked for again as long as it lives and somebody
/// sees it, at most twice a second. The last one stays when its call is gone.
class LadderPanel : public QWidget, public SeenPanel {
  Q_OBJECT

 public:
  explicit LadderPanel(const Desk& desk, QWidget* parent = nullptr);

  LadderView& view() { return *view_; }
  LadderDetails& details() { return *details_; }
  QCheckBox& trace() { return *trace_; }
  QLabel& state() { return *state_; }
  void be_seen(bool seen) override;

 private:
  /// Who takes part: a word of the request, and its value.
  struct Subject {
    QString word{};
    QString key{};
    bool operator==(const Subject&) const = default;
  };
  std::optional<Subject> subject_of(const Entity& entity) const;
  void follow(const Focus::Point& to);
  void follow_late();
  void start_afresh();
  void forget();
  void look();
  void look_soon();
  void take(const Reply& reply);
  void set_traced(bool on);
  void tell();
  void add_commands();
  void go(bool (LadderView::*to)(), const QString& nothing);
  void export_as(const QString& kind, const QString& suffix,
                 std::function<QString(const QString& file)> write);
  QString title_text() const;

  Desk desk_;
  QLabel* title_;
  QCheckBox* trace_;
  QLabel* state_;
  LadderView* view_;
  LadderDetails* details_;
  QTimer again_{};
  std::optional<Subject> subject_{};
  QString run_{};
  FocusTopic topic_;
  bool is_seen_ = false;
  bool is_waiting_ = false;  ///< For news of who is in the focus.
  bool is_asking_ = false;
  bool is_shown_ = false;  ///< An answer of this subject.
  bool is_gone_ = false;
  QString refusal_{};
};

}  // namespace forlopp::console

#include "gui/panels/ladder_accessible.hpp"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <map>

#include "gui/panels/ladder_view.hpp"
#include "gui/panels/painted_part.hpp"

namespace forlopp::console {
namespace {

/// One step, by its place in the ladder.
class StepAccessible : public PaintedPart {
 public:
  StepAccessible(LadderView* view, int step) : PaintedPart{view}, view_{view}, step_{step} {}

  bool isValid() const override {
    return view_ != nullptr && step_ < static_cast<int>(view_->ladder().steps.size());
  }
  QAccessible::Role role() const override { return QAccessible::ListItem; }

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Name && view_ ? view_->spoken(step_) : QString{};
  }
  QRect rect() const override {
    if (!view_) return {};
    const QRect row = view_->rectangle(step_);
    return {view_->viewport()->mapToGlobal(row.topLeft()), row.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = true;
    state.selected = view_ && view_->chosen() == step_;
    return state;
  }

 private:
  QPointer<LadderView> view_;
  int step_;
};

/// All of them.
class LadderAccessible : public QAccessibleWidget {
 public:
  explicit LadderAccessible(LadderView* view)
      : QAccessibleWidget{view, QAccessible::List, view->accessibleName()}, view_{view} {}
  ~LadderAccessible() override {
    for (const auto& [step, id] : steps_) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return static_cast<int>(view_->ladder().steps.size()); }

  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const auto found = steps_.find(index);
    if (found != steps_.end()) return QAccessible::accessibleInterface(found->second);
    auto* step = new StepAccessible{view_, index};
    steps_[index] = QAccessible::registerAccessibleInterface(step);
    return step;
  }

  int indexOfChild(const QAccessibleInterface* wanted) const override {
    for (const auto& [step, id] : steps_)
      if (QAccessible::accessibleInterface(id) == wanted) return step;
    return -1;
  }

  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Description) return view_->spoken(view_->chosen());
    return QAccessibleWidget::text(kind);
  }

 private:
  LadderView* view_;
  mutable std::map<int, QAccessible::Id> steps_{};
};

QAccessibleInterface* make_interface(const QString&, QObject* object) {
  auto* view = qobject_cast<LadderView*>(object);
  return view == nullptr ? nullptr : new LadderAccessible{view};
}

}  // namespace

void make_ladders_accessible() {
  QAccessible::installFactory(make_interface);
}

void tell_spoken(LadderView& view) {
  QAccessibleEvent event{&view, QAccessible::DescriptionChanged};
  QAccessible::updateAccessibility(&event);
}

}  // namespace forlopp::console

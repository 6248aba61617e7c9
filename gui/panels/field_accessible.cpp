#include "gui/panels/field_accessible.hpp"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <vector>

#include "gui/panels/field_view.hpp"
#include "gui/panels/painted_part.hpp"

namespace forlopp::console {
namespace {

/// One supervisor with its processes.
class BranchAccessible : public PaintedPart {
 public:
  BranchAccessible(FieldView* view, std::size_t branch)
      : PaintedPart{view}, view_{view}, branch_{branch} {}

  bool isValid() const override { return view_ != nullptr && branch_ < view_->branches(); }

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Name && view_ ? view_->spoken({branch_, -1}) : QString{};
  }
  QRect rect() const override {
    if (!view_) return {};
    const QRect place = view_->rectangle({branch_, -1});
    return {view_->mapToGlobal(place.topLeft()), place.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = true;
    state.selected = view_ && view_->current() && view_->current()->branch == branch_;
    return state;
  }

 private:
  QPointer<FieldView> view_;
  std::size_t branch_;
};

/// All of them.
class FieldAccessible : public QAccessibleWidget {
 public:
  explicit FieldAccessible(FieldView* view)
      : QAccessibleWidget{view, QAccessible::Table, view->accessibleName()}, view_{view} {}
  ~FieldAccessible() override {
    for (const QAccessible::Id id : branches_) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return static_cast<int>(view_->branches()); }

  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    while (branches_.size() <= static_cast<std::size_t>(index))
      branches_.push_back(
          QAccessible::registerAccessibleInterface(new BranchAccessible{view_, branches_.size()}));
    return QAccessible::accessibleInterface(branches_[static_cast<std::size_t>(index)]);
  }

  int indexOfChild(const QAccessibleInterface* wanted) const override {
    for (int i = 0; i < childCount(); ++i)
      if (child(i) == wanted) return i;
    return -1;
  }

  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Description && view_->current())
      return view_->spoken(*view_->current());
    return QAccessibleWidget::text(kind);
  }

 private:
  FieldView* view_;
  mutable std::vector<QAccessible::Id> branches_{};
};

QAccessibleInterface* make_interface(const QString&, QObject* object) {
  auto* view = qobject_cast<FieldView*>(object);
  return view == nullptr ? nullptr : new FieldAccessible{view};
}

}  // namespace

void make_field_accessible() {
  QAccessible::installFactory(make_interface);
}

}  // namespace forlopp::console

#include "gui/panels/shelf_accessible.hpp"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <map>

#include "gui/panels/painted_part.hpp"
#include "gui/panels/shelf_view.hpp"

namespace forlopp::console {
namespace {

/// One card.
class CardAccessible : public PaintedPart {
 public:
  CardAccessible(ShelfView* view, CardPlace place)
      : PaintedPart{view}, view_{view}, place_{place} {}

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Name && view_ ? view_->spoken({place_}) : QString{};
  }
  QRect rect() const override {
    if (!view_) return {};
    const QRect card = view_->rectangle(place_);
    return {view_->mapToGlobal(card.topLeft()), card.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = true;
    state.selected = view_ && view_->current().place == place_;
    return state;
  }

 private:
  QPointer<ShelfView> view_;
  CardPlace place_;
};

/// All of them.
class ShelfAccessible : public QAccessibleWidget {
 public:
  explicit ShelfAccessible(ShelfView* view)
      : QAccessibleWidget{view, QAccessible::Table, view->accessibleName()}, view_{view} {}
  ~ShelfAccessible() override {
    for (const auto& [place, id] : cards_) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return static_cast<int>(view_->places().size()); }

  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const CardPlace place = view_->places()[static_cast<std::size_t>(index)];
    const auto found = cards_.find(place);
    if (found != cards_.end()) return QAccessible::accessibleInterface(found->second);
    auto* card = new CardAccessible{view_, place};
    cards_[place] = QAccessible::registerAccessibleInterface(card);
    return card;
  }

  int indexOfChild(const QAccessibleInterface* wanted) const override {
    for (int i = 0; i < childCount(); ++i)
      if (child(i) == wanted) return i;
    return -1;
  }

  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Description) return view_->spoken(view_->current());
    return QAccessibleWidget::text(kind);
  }

 private:
  ShelfView* view_;
  mutable std::map<CardPlace, QAccessible::Id> cards_{};
};

QAccessibleInterface* make_interface(const QString&, QObject* object) {
  auto* view = qobject_cast<ShelfView*>(object);
  return view == nullptr ? nullptr : new ShelfAccessible{view};
}

}  // namespace

void make_shelves_accessible() {
  QAccessible::installFactory(make_interface);
}

void tell_spoken(ShelfView& view) {
  QAccessibleEvent event{&view, QAccessible::DescriptionChanged};
  QAccessible::updateAccessibility(&event);
}

}  // namespace forlopp::console

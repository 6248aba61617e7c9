#include "gui/panels/event_panel.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

#include "gui/models/event_text.hpp"
#include "gui/panels/row_choice.hpp"
#include "gui/panels/table_panel.hpp"

namespace forlopp::console {
namespace {

constexpr std::chrono::milliseconds between_letters{250};

}  // namespace

/// Events whose class or text has these words.
class EventFilter : public QSortFilterProxyModel {
 public:
  explicit EventFilter(EventModel& events, QObject* parent)
      : QSortFilterProxyModel{parent}, events_{events} {
    setSourceModel(&events);
  }
  void look_for(const QString& words) {
    words_ = words;
    invalidateFilter();
  }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex&) const override {
    const auto has = [this](const QString& text) {
      return text.contains(words_, Qt::CaseInsensitive);
    };
    if (words_.isEmpty()) return true;
    const EventModel::Line& line = events_.line(row);
    if (const auto* lost = std::get_if<Lost>(&line)) return has(lost_text(*lost));
    const Event& event = std::get<Event>(line);
    return has(event.event_class) || has(event_text(event));
  }

 private:
  EventModel& events_;
  QString words_{};
};

EventPanel::EventPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      filter_{new QLineEdit{this}},
      express_{new QLabel{tr("express: calls are counted, not listed"), this}},
      newer_{new QPushButton{this}},
      view_{new QTableView{this}},
      rows_{new EventFilter{desk.picture.events(), this}} {
  setObjectName(QStringLiteral("event_panel"));
  auto* top = new QHBoxLayout;
  top->addWidget(filter_);
  top->addWidget(express_);
  top->addWidget(newer_);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(view_);
  filter_->setObjectName(QStringLiteral("filter"));
  filter_->setPlaceholderText(tr("filter: a class, a name, a reason"));
  filter_->setClearButtonEnabled(true);
  express_->setObjectName(QStringLiteral("express"));
  express_->hide();
  newer_->hide();
  soon_.setSingleShot(true);
  soon_.setInterval(between_letters);
  new RowChoice{*view_, *rows_, [this](const QModelIndex& row) { choose(row); }};
  dress(*view_, {70, 110, 120});
  setFocusProxy(view_);
  // Many events are looked at: not at every letter.
  connect(filter_, &QLineEdit::textChanged, this, [this] { soon_.start(); });
  connect(&soon_, &QTimer::timeout, this, [this] { rows_->look_for(filter_->text()); });
  connect(&desk_.picture, &Picture::run_changed, this,
          [this] { express_->setVisible(desk_.picture.run().rushes()); });
  connect(newer_, &QPushButton::clicked, this, &EventPanel::go_to_end);
  connect(rows_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] {
    follows_ = at_end();
    place_ = view_->verticalScrollBar()->value();
  });
  connect(rows_, &QAbstractItemModel::rowsRemoved, this,
          [this](const QModelIndex&, int first, int last) { keep_place(first, last - first + 1); });
  connect(rows_, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { follows_ = at_end(); });
  connect(rows_, &QAbstractItemModel::rowsInserted, this,
          [this](const QModelIndex&, int first, int last) { count_new(last - first + 1); });
  connect(view_->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
    if (at_end()) go_to_end();
  });
}

bool EventPanel::at_end() const {
  const QScrollBar* bar = view_->verticalScrollBar();
  return bar->value() >= bar->maximum();
}

/// The reader goes on reading the same rows when those before them are forgotten.
void EventPanel::keep_place(int first, int rows) {
  if (follows_ || first > place_) return;
  view_->verticalScrollBar()->setValue(std::max(first, place_ - rows));
}

void EventPanel::count_new(int rows) {
  if (follows_) return go_to_end();
  unseen_ += rows;
  newer_->setText(tr("%1 new").arg(unseen_));
  newer_->show();
}

void EventPanel::go_to_end() {
  unseen_ = 0;
  newer_->hide();
  view_->scrollToBottom();
}

void EventPanel::choose(const QModelIndex& shown) {
  const QModelIndex row = rows_->mapToSource(shown);
  if (!row.isValid()) return;
  const auto* event = std::get_if<Event>(&desk_.picture.events().line(row.row()));
  if (event == nullptr) return;
  const QString object = event_object(*event);
  if (object.isEmpty()) return;
  const bool call = event->event_class == QLatin1String{"call"};
  desk_.focus.move_to(call ? Entity{Entity::Kind::call, object} : entity_called(object),
                      event->vtime);
}

}  // namespace forlopp::console

#include "gui/panels/supervision_panel.hpp"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <functional>
#include <utility>

#include "gui/models/story_text.hpp"
#include "gui/panels/fault_menu.hpp"
#include "gui/panels/font_watch.hpp"
#include "gui/panels/measure.hpp"
#include "gui/panels/row_choice.hpp"
#include "gui/panels/scaled_columns.hpp"
#include "gui/panels/supervision_delegate.hpp"

namespace forlopp::console {
namespace {

constexpr int indentation = 14;

/// The row that is shown after this one if all were open; the first after the last.
QModelIndex next_row(const QAbstractItemModel& model, QModelIndex at) {
  if (model.rowCount(at) > 0) return model.index(0, 0, at);
  while (at.isValid()) {
    if (const QModelIndex next = at.siblingAtRow(at.row() + 1); next.isValid()) return next;
    at = at.parent();
  }
  return model.index(0, 0);
}

/// Every row below one, or every row.
void for_each_below(const QAbstractItemModel& model, const QModelIndex& top,
                    const std::function<void(const QModelIndex& row)>& work) {
  for (int i = 0; i < model.rowCount(top); ++i) {
    const QModelIndex row = model.index(i, 0, top);
    work(row);
    for_each_below(model, row, work);
  }
}

bool is_trouble(const QModelIndex& row) {
  return gravity(state_of(row.data(SupervisionModel::state_role).toInt())) >=
         gravity(State::restarting);
}

}  // namespace

SupervisionPanel::SupervisionPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      search_{new QLineEdit{this}},
      banner_{new QPushButton{this}},
      storm_{new QLabel{this}},
      tree_{new SupervisionTree{this}} {
  setObjectName(QStringLiteral("supervision_panel"));
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  search_->setPlaceholderText(tr("find a process: Enter goes to the next"));
  search_->setObjectName(QStringLiteral("find"));
  search_->setClearButtonEnabled(true);
  for (QWidget* part : std::initializer_list<QWidget*>{search_, storm_, banner_, tree_})
    column->addWidget(part);
  setFocusProxy(tree_);
  arrange();
  connect(search_, &QLineEdit::returnPressed, this, &SupervisionPanel::find_next);
  connect(&desk_.focus, &Focus::moved, this, &SupervisionPanel::follow);
  connect(banner_, &QPushButton::clicked, this, &SupervisionPanel::go_to_headline);
  connect_model();
  add_commands();
}

void SupervisionPanel::arrange() {
  banner_->setObjectName(QStringLiteral("banner"));
  banner_->setToolTip(tr("Shows its story"));
  banner_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  banner_->hide();
  storm_->setObjectName(QStringLiteral("storm"));
  storm_->setWordWrap(true);
  storm_->hide();
  SupervisionModel& model = desk_.picture.supervision();
  choice_ = new RowChoice{*tree_, model, [this, &model](const QModelIndex& row) {
                            desk_.focus.move_to({Entity::Kind::supervised, model.key(row)});
                          }};
  tree_->setItemDelegate(new SupervisionDelegate{tree_});
  tree_->setUniformRowHeights(true);
  tree_->setAlternatingRowColors(false);
  tree_->setAccessibleName(tr("Supervision tree"));
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(tree_, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QModelIndex row = tree_->indexAt(at);
    if (!row.isValid()) row = tree_->currentIndex();  // By the key.
    if (!row.isValid()) return;
    open_fault_menu(desk_, {Entity::Kind::supervised, desk_.picture.supervision().key(row)},
                    tree_->viewport()->mapToGlobal(at), this);
  });
  QHeaderView* header = tree_->header();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setStretchLastSection(false);
  header->setSectionResizeMode(SupervisionModel::name, QHeaderView::Fixed);
  scale_columns(*header, {as_its_text, 46, 40, as_its_text, 58, 58});
  const auto fit = [this, header] {
    const QFontMetrics font = tree_->fontMetrics();
    tree_->setIndentation(Measure{font}(indentation));
    header->resizeSection(SupervisionModel::budget, SupervisionDelegate::budget_width(font));
    tree_->fit_names();
  };
  fit();
  when_font_changes(*tree_, fit);
}

void SupervisionPanel::connect_model() {
  SupervisionModel& model = desk_.picture.supervision();
  connect(&model, &QAbstractItemModel::rowsInserted, this,
          [this, &model](const QModelIndex& above, int first, int last) {
            if (!above.isValid() || !above.parent().isValid()) open_first_levels();
            open_again(above, first, last);
            for (int i = first; i <= last; ++i) note_trouble(model.index(i, 0, above));
          });
  connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &SupervisionPanel::remember_open);
  connect(tree_->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int last) {
    if (place_before_reset_ > 0 && last >= place_before_reset_)
      tree_->verticalScrollBar()->setValue(std::exchange(place_before_reset_, 0));
  });
  connect(&model, &QAbstractItemModel::dataChanged, this,
          [this](const QModelIndex& first, const QModelIndex&, const QList<int>& roles) {
            if (roles.contains(SupervisionModel::state_role))
              note_trouble(first.siblingAtColumn(0));
          });
  connect(&desk_.picture.restarts(), &RestartScene::told, this, &SupervisionPanel::tell_headline);
  connect(&desk_.picture.restarts(), &RestartScene::storm_changed, this,
          &SupervisionPanel::freeze_or_thaw);
}

void SupervisionPanel::add_commands() {
  using enum Commands::For;
  desk_.commands.add(QStringLiteral("supervision.acknowledge"),
                     tr("Acknowledge restarts of the focus, or all"), QKeySequence{Qt::Key_K},
                     everybody, [this] { acknowledge(); });
  desk_.commands.add(QStringLiteral("supervision.open_trouble"), tr("Open what has trouble"),
                     QKeySequence{Qt::Key_O}, everybody, [this] { open_trouble(); });
  desk_.commands.add(QStringLiteral("supervision.expand"), tr("Open all below the focus"),
                     QKeySequence{Qt::SHIFT | Qt::Key_Right}, everybody,
                     [this] { set_open_below(tree_->currentIndex(), true); });
  desk_.commands.add(QStringLiteral("supervision.collapse"), tr("Close all below the focus"),
                     QKeySequence{Qt::SHIFT | Qt::Key_Left}, everybody,
                     [this] { set_open_below(tree_->currentIndex(), false); });
}

void SupervisionPanel::open_first_levels() {
  const QAbstractItemModel& model = desk_.picture.supervision();
  for (int i = 0; i < model.rowCount(); ++i) tree_->expand(model.index(i, 0));
}

void SupervisionPanel::open_to(const QModelIndex& row) {
  if (desk_.picture.restarts().storm().is_on()) return;
  for (QModelIndex above = row.parent(); above.isValid(); above = above.parent())
    if (!tree_->isExpanded(above)) tree_->expand(above);
}

void SupervisionPanel::note_trouble(const QModelIndex& row) {
  const QString key = desk_.picture.supervision().key(row);
  if (!is_trouble(row)) {
    in_trouble_.remove(key);
  } else if (!in_trouble_.contains(key)) {
    in_trouble_.insert(key);
    open_to(row);
  }
}

/// When all comes anew, as after a step back, the tree is as it was left.
void SupervisionPanel::remember_open() {
  const SupervisionModel& model = desk_.picture.supervision();
  if (model.rowCount() == 0) return;
  open_before_reset_.clear();
  for_each_below(model, {}, [&](const QModelIndex& row) {
    if (tree_->isExpanded(row)) open_before_reset_.insert(model.key(row));
  });
  place_before_reset_ = tree_->verticalScrollBar()->value();
}

void SupervisionPanel::open_again(const QModelIndex& above, int first, int last) {
  const SupervisionModel& model = desk_.picture.supervision();
  for (int i = first; i <= last && !open_before_reset_.isEmpty(); ++i)
    if (const QModelIndex row = model.index(i, 0, above); open_before_reset_.remove(model.key(row)))
      tree_->expand(row);
}

void SupervisionPanel::open_trouble() {
  const QAbstractItemModel& model = desk_.picture.supervision();
  for_each_below(model, {}, [this](const QModelIndex& row) {
    const bool counts = row.data(SupervisionModel::restarts_role).toLongLong() > 0;
    if (is_trouble(row) || counts) open_to(row);
  });
}

void SupervisionPanel::set_open_below(const QModelIndex& top, bool open) {
  const QModelIndex start = top.siblingAtColumn(0);
  if (start.isValid()) tree_->setExpanded(start, open);
  for_each_below(desk_.picture.supervision(), start,
                 [&](const QModelIndex& row) { tree_->setExpanded(row, open); });
  if (!start.isValid()) open_first_levels();
}

void SupervisionPanel::find_next() {
  const SupervisionModel& model = desk_.picture.supervision();
  const QString wanted = search_->text();
  if (wanted.isEmpty()) return;
  if (model.rowCount() == 0) return ask_for(wanted);
  const QModelIndex start = tree_->currentIndex().siblingAtColumn(0);
  QModelIndex at = start.isValid() ? start : model.index(0, 0);
  const QModelIndex stop = at;
  do {
    at = next_row(model, at);
    const bool found = at.data().toString().contains(wanted, Qt::CaseInsensitive) ||
                       model.key(at).contains(wanted, Qt::CaseInsensitive);
    if (found) return tree_->setCurrentIndex(at);
  } while (at != stop);
  ask_for(wanted);
}

/// Processes that come and go have no rows: the exchange knows them by name, label or pid.
void SupervisionPanel::ask_for(const QString& name) {
  desk_.asker.ask(QStringLiteral("inspect"), {{QStringLiteral("process"), name}},
                  [this, name](const Reply& reply) {
                    const QString pid = reply.result[QLatin1String{"pid"}].toString();
                    search_->setToolTip(reply.done() ? QString{} : reply.text);
                    if (reply.done() && !pid.isEmpty())
                      return desk_.focus.move_to({Entity::Kind::process, pid});
                    emit desk_.commands.said(tr("No process is called %1.").arg(name));
                  });
}

void SupervisionPanel::follow(const Focus::Point& to) {
  const QModelIndex index = desk_.picture.supervision().index_of(to.entity.key);
  if (!index.isValid() || index == tree_->currentIndex().siblingAtColumn(0)) return;
  choice_->show(index);
  tree_->scrollTo(index);
}

void SupervisionPanel::tell_headline() {
  const RestartScene& scene = desk_.picture.restarts();
  const StormWatch& storm = scene.storm();
  storm_->setVisible(storm.is_on());
  if (storm.is_on())
    storm_->setText(
        tr("<b>⇑ Storm: %1 supervision events a second, %2 so far.</b> Only supervisors "
           "are shown and nothing moves, until it is below %3 a second for 3 s.")
            .arg(storm.rate())
            .arg(storm.events())
            .arg(StormWatch::ends_below));
  const Story* headline = scene.headline();
  banner_->setVisible(headline != nullptr);
  if (headline != nullptr)
    banner_->setText(QStringLiteral("%1 %2").arg(story_glyph(*headline), banner_text(*headline)));
}

void SupervisionPanel::go_to_headline() {
  const Story* headline = desk_.picture.restarts().headline();
  if (headline == nullptr) return;
  emit desk_.picture.restarts().story_wanted(headline->number);
  if (headline->links.empty()) return;
  const StoryLink& last = headline->links.back();
  desk_.focus.move_to({Entity::Kind::supervised, last.supervisor}, last.vtime);
}

void SupervisionPanel::freeze_or_thaw() {
  const SupervisionModel& model = desk_.picture.supervision();
  const bool freezes = desk_.picture.restarts().storm().is_on();
  if (freezes) open_before_storm_.clear();
  std::vector<QModelIndex> open;
  for_each_below(model, {}, [&](const QModelIndex& row) {
    if (!freezes && open_before_storm_.contains(model.key(row))) open.push_back(row);
    if (!freezes || model.rowCount(row) == 0 || !tree_->isExpanded(row)) return;
    open_before_storm_.insert(model.key(row));
    for (int i = 0; i < model.rowCount(row); ++i)
      if (model.index(i, 0, row).data(SupervisionModel::kind_role) == QStringLiteral("supervisor"))
        return open.push_back(row);
  });
  tree_->open_only(open);
  if (!freezes) open_trouble();
  tell_headline();
}

void SupervisionPanel::acknowledge() {
  const Entity& entity = desk_.focus.entity();
  const bool one = entity.kind == Entity::Kind::supervised &&
                   desk_.picture.supervision().find(entity.key) != nullptr;
  desk_.picture.restarts().acknowledge(one ? entity.key : QString{});
}

}  // namespace forlopp::console

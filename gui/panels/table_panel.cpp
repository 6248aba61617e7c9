#include "gui/panels/table_panel.hpp"

#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

#include "gui/panels/fault_menu.hpp"
#include "gui/panels/font_watch.hpp"
#include "gui/panels/measure.hpp"
#include "gui/panels/row_choice.hpp"
#include "gui/panels/scaled_columns.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int margin = 3;
constexpr int row_height = 20;

std::optional<Entity> chosen(const Entity& entity) {
  return entity.key.isEmpty() ? std::nullopt : std::optional{entity};
}

}  // namespace

void TextDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
  const bool is_active = option.state.testFlag(QStyle::State_Active);
  if (option.state.testFlag(QStyle::State_Selected))
    painter->fillRect(option.rect,
                      option.palette.brush(is_active ? QPalette::Active : QPalette::Inactive,
                                           QPalette::Highlight));
  const QVariant side = index.data(Qt::TextAlignmentRole);
  painter->setFont(option.font);
  painter->setPen(colour_of(option, index));
  texts_.draw(*painter, option.rect.adjusted(margin, 0, -margin, 0),
              side.isValid() ? Qt::Alignment::fromInt(side.toInt()) : Qt::AlignLeft,
              index.data().toString());
  if (!option.state.testFlag(QStyle::State_HasFocus)) return;
  QStyleOptionFocusRect frame;
  frame.QStyleOption::operator=(option);
  option.widget->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &frame, painter, option.widget);
}

QColor TextDelegate::colour_of(const QStyleOptionViewItem& option, const QModelIndex&) const {
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  return option.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
}

QColor TableDelegate::colour_of(const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  if (option.state.testFlag(QStyle::State_Selected)) return TextDelegate::colour_of(option, index);
  const Theme theme = theme_of(option.palette);
  if (index.data(TopicTable::gone_role).toBool() ||
      index.data(TopicTable::suppressed_role).toBool())
    return option.palette.color(QPalette::Disabled, QPalette::Text);
  if (const QVariant state = index.data(TopicTable::cell_state_role); state.isValid())
    return colour(state_of(state.toInt()), theme);
  const QString severity =
      index.column() == 0 ? index.data(TopicTable::severity_role).toString() : QString{};
  return severity.isEmpty() ? TextDelegate::colour_of(option, index)
                            : severity_colour(severity, theme);
}

void dress(QTableView& view, const QList<int>& widths) {
  view.setSelectionBehavior(QAbstractItemView::SelectRows);
  view.setSelectionMode(QAbstractItemView::SingleSelection);
  view.setShowGrid(false);
  view.setWordWrap(false);
  view.setTabKeyNavigation(false);
  view.setItemDelegate(new TextDelegate{&view});
  view.verticalHeader()->hide();
  view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  const auto fit_rows = [&view] {
    view.verticalHeader()->setDefaultSectionSize(Measure{view.fontMetrics()}(row_height));
  };
  fit_rows();
  when_font_changes(view, fit_rows);
  view.horizontalHeader()->setHighlightSections(false);
  view.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view.horizontalHeader()->setStretchLastSection(true);
  scale_columns(*view.horizontalHeader(), widths);
}

TablePanel::TablePanel(const Desk& desk, TopicTable& table, TableStyle style, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      table_{table},
      style_{std::move(style)},
      filter_{new QLineEdit{this}},
      view_{new QTableView{this}},
      rows_{new QSortFilterProxyModel{this}} {
  setObjectName(style_.name);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(filter_);
  column->addWidget(view_);
  filter_->setObjectName(QStringLiteral("filter"));
  filter_->setPlaceholderText(tr("filter"));
  filter_->setClearButtonEnabled(true);
  rows_->setSourceModel(&table_);
  rows_->setFilterKeyColumn(-1);
  rows_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  rows_->setSortRole(TopicTable::sort_role);
  if (style_.sorted_by >= 0) rows_->sort(style_.sorted_by);
  choice_ = new RowChoice{*view_, *rows_, [this](const QModelIndex& row) { choose(row); }};
  dress(*view_, style_.widths);
  view_->setItemDelegate(new TableDelegate{view_});
  setFocusProxy(view_);
  connect(filter_, &QLineEdit::textChanged, rows_, &QSortFilterProxyModel::setFilterFixedString);
  connect(view_, &QTableView::activated, this, &TablePanel::enter);
  if (!style_.entity) return;
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(view_, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    const QModelIndex shown = view_->indexAt(at);
    const QModelIndex row = rows_->mapToSource(shown.isValid() ? shown : view_->currentIndex());
    const auto entity = row.isValid() ? style_.entity(table_, row.row()) : std::nullopt;
    if (entity) open_fault_menu(desk_, *entity, view_->viewport()->mapToGlobal(at), this);
  });
}

void TablePanel::choose(const QModelIndex& shown) {
  const QModelIndex row = rows_->mapToSource(shown);
  if (!row.isValid()) return;
  emit chose(table_.key(row.row()));
  if (!style_.entity) return;
  if (const auto entity = style_.entity(table_, row.row())) desk_.focus.move_to(*entity);
}

void TablePanel::show_chosen(const QString& key) {
  choice_->show(rows_->mapFromSource(table_.index(table_.row_of(key), 0)));
}

void TablePanel::enter(const QModelIndex& shown) {
  QAction* command = desk_.commands.find(style_.enter);
  if (command == nullptr) return;
  choose(shown);
  command->trigger();
}

TablePanel* make_alarm_panel(const Desk& desk, QWidget* parent) {
  return new TablePanel{desk,
                        desk.picture.alarms(),
                        {.name = QStringLiteral("alarm_panel"),
                         .sorted_by = 0,
                         .widths = {100, 130, 150, 110},
                         .entity =
                             [](const TopicTable& table, int row) {
                               return chosen(entity_called(plain_text(table.value(row, "object"))));
                             }},
                        parent};
}

TablePanel* make_call_panel(const Desk& desk, QWidget* parent) {
  return new TablePanel{desk,
                        desk.picture.calls(),
                        {.name = QStringLiteral("call_panel"),
                         .widths = {60, 90, 90, 110, 100, 100, 100, 130, 90},
                         .entity =
                             [](const TopicTable& table, int row) {
                               return chosen({Entity::Kind::call, table.key(row)});
                             },
                         .enter = QStringLiteral("focus.ladder")},
                        parent};
}

TablePanel* make_process_table(const Desk& desk, QWidget* parent) {
  return new TablePanel{
      desk,
      desk.picture.processes(),
      {.name = QStringLiteral("process_panel"),
       .widths = {120, 60, 56, 96, 76},
       .entity =
           [](const TopicTable& table, int row) {
             return chosen({Entity::Kind::process, plain_text(table.value(row, "pid"))});
           }},
      parent};
}

TablePanel* make_fault_list(const Desk& desk, QWidget* parent) {
  return new TablePanel{
      desk,
      desk.picture.faults(),
      {.name = QStringLiteral("fault_list"), .widths = {110, 110, 76, 84, 40, 92, 92, 240, 110}},
      parent};
}

}  // namespace forlopp::console

#include "gui/panels/story_panel.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/panels/row_choice.hpp"
#include "gui/panels/table_panel.hpp"

namespace forlopp::console {

StoryPanel::StoryPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      list_{new QTableView{this}},
      chain_{new QListView{this}},
      ladder_{new QPushButton{tr("Ladder"), this}},
      supervisor_{new QPushButton{tr("Supervisor"), this}},
      storm_{new QLabel{this}} {
  setObjectName(QStringLiteral("story_panel"));
  arrange();
  RestartScene& scene = desk_.picture.restarts();
  connect(chain_, &QListView::activated, this, &StoryPanel::follow_link);
  connect(ladder_, &QPushButton::clicked, this, &StoryPanel::go_to_ladder);
  connect(supervisor_, &QPushButton::clicked, this, &StoryPanel::go_to_supervisor);
  connect(&scene.stories(), &QAbstractItemModel::dataChanged, this, &StoryPanel::renew);
  connect(&scene, &RestartScene::story_wanted, this, &StoryPanel::show_story);
  connect(&scene, &RestartScene::told, this, [this, &scene] {
    const StormWatch& storm = scene.storm();
    storm_->setVisible(storm.is_on());
    if (storm.is_on())
      storm_->setText(tr("Storm: %1 events a second. Equal failures within a second are one line.")
                          .arg(storm.rate()));
  });
}

void StoryPanel::arrange() {
  auto* right = new QWidget{this};
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(new QLabel{tr("What led to what"), right}, 1);
  buttons->addWidget(ladder_);
  buttons->addWidget(supervisor_);
  auto* rows = new QVBoxLayout{right};
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  rows->addLayout(buttons);
  rows->addWidget(chain_);
  auto* sides = new QSplitter{Qt::Horizontal, this};
  sides->setChildrenCollapsible(false);
  sides->addWidget(list_);
  sides->addWidget(right);
  sides->setStretchFactor(0, 3);
  sides->setStretchFactor(1, 2);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(storm_);
  column->addWidget(sides);
  list_->setObjectName(QStringLiteral("stories"));
  list_->setAccessibleName(tr("Failures, newest first"));
  list_choice_ = new RowChoice{*list_, desk_.picture.restarts().stories(),
                               [this](const QModelIndex& row) { choose(row); }};
  dress(*list_, {96, 44});
  chain_->setObjectName(QStringLiteral("chain"));
  chain_->setAccessibleName(tr("What led to what"));
  chain_choice_ =
      new RowChoice{*chain_, links_, [this](const QModelIndex& row) { follow_link(row); }};
  chain_->setUniformItemSizes(true);
  for (QWidget* part : std::initializer_list<QWidget*>{list_, chain_}) part->setMinimumSize(60, 40);
  ladder_->setObjectName(QStringLiteral("ladder"));
  ladder_->setToolTip(tr("The last messages of whom the link is about"));
  supervisor_->setObjectName(QStringLiteral("supervisor"));
  supervisor_->setToolTip(tr("Who acted, in the tree"));
  storm_->hide();
  setFocusProxy(list_);
}

void StoryPanel::choose(const QModelIndex& row) {
  const Story* story = desk_.picture.restarts().stories().story(row.row());
  if (story == nullptr) return;
  if (story->number != links_.number()) links_.show(story);
  if (story->pid.isEmpty()) return;
  desk_.focus.move_to({Entity::Kind::process, story->pid}, story->began);
}

void StoryPanel::show_story(qint64 number) {
  const StoryModel& stories = desk_.picture.restarts().stories();
  const int row = stories.row_of(number);
  if (row < 0) return;
  list_choice_->show(stories.index(row, 0));
  links_.show(stories.story(row));
  if (QAction* panel = desk_.commands.find(QStringLiteral("panel.stories"))) panel->trigger();
}

/// The story that is shown has gone on.
void StoryPanel::renew() {
  const Story* story = desk_.picture.restarts().book().find(links_.number());
  if (story == nullptr || story->revision == links_.story().revision) return;
  const int chosen = chain_->currentIndex().row();
  const int place = chain_->verticalScrollBar()->value();
  links_.show(story);
  if (chosen < 0) return;
  chain_choice_->show(links_.index(chosen));
  chain_->verticalScrollBar()->setValue(place);
}

const StoryLink* StoryPanel::link() const {
  const int row = std::max(chain_->currentIndex().row(), 0);
  const bool is_there = static_cast<std::size_t>(row) < links_.story().links.size();
  return is_there ? &links_.link(row) : nullptr;
}

/// Whoever died leads to the crash report, whoever acted to the tree.
void StoryPanel::follow_link(const QModelIndex& row) {
  if (!row.isValid()) return;
  const StoryLink* link = this->link();
  if (link == nullptr) return;
  const bool of_supervisor =
      link->kind == StoryLink::Kind::gave_up || link->kind == StoryLink::Kind::end;
  if (of_supervisor || link->pid.isEmpty()) return go_to_supervisor();
  desk_.focus.move_to({Entity::Kind::process, link->pid}, link->vtime);
}

void StoryPanel::go_to_ladder() {
  const StoryLink* link = this->link();
  if (link == nullptr) return;
  const Story& story = links_.story();
  if (story.call > 0)
    desk_.focus.move_to({Entity::Kind::call, QString::number(story.call)}, link->vtime);
  else
    desk_.focus.move_to({Entity::Kind::process, link->pid.isEmpty() ? story.pid : link->pid},
                        link->vtime);
  if (QAction* ladder = desk_.commands.find(QStringLiteral("focus.ladder"))) ladder->trigger();
}

void StoryPanel::go_to_supervisor() {
  const StoryLink* link = this->link();
  if (link == nullptr) return;
  const QString& key = link->supervisor.isEmpty() ? links_.story().supervisor : link->supervisor;
  if (!key.isEmpty()) desk_.focus.move_to({Entity::Kind::supervised, key}, link->vtime);
}

}  // namespace forlopp::console

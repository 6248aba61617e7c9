#include "gui/panels/guide_panel.hpp"

#include <QCborMap>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "gui/panels/font_watch.hpp"
#include "gui/spotlight.hpp"

namespace forlopp::console {
namespace {

QString words(const char* text) {
  return text == nullptr ? QString{} : QCoreApplication::translate("Guide", text);
}

QString marked(State state, Theme theme, const QString& text) {
  return QStringLiteral("<span style='color:%1'><b>%2</b></span> %3")
      .arg(colour(state, theme).name(), glyph(state), text.toHtmlEscaped());
}

QCborMap arguments_of(const GuideDeed& deed) {
  QCborMap arguments;
  for (const auto& [key, value] : deed.arguments)
    if (key != nullptr) arguments.insert(QLatin1String{key}, QLatin1String{value});
  return arguments;
}

}  // namespace

GuidePanel::GuidePanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      run_{desk.picture.hello().run},
      title_{new QLabel{this}},
      happened_{new QLabel{this}},
      text_{new QLabel{this}},
      reply_{new QLabel{this}},
      scroll_{new QScrollArea{this}},
      act_{new QPushButton{this}},
      back_{new QPushButton{tr("Back"), this}},
      next_{new QPushButton{tr("Next"), this}},
      leave_{new QPushButton{tr("Not now"), this}} {
  setObjectName(QStringLiteral("guide_panel"));
  place();
  connect(act_, &QPushButton::clicked, this, &GuidePanel::act);
  connect(back_, &QPushButton::clicked, &guide_, &Guide::back);
  connect(leave_, &QPushButton::clicked, this, &GuidePanel::leave);
  connect(next_, &QPushButton::clicked, this,
          [this] { guide_.stage() == Guide::Stage::running ? guide_.next() : guide_.start(); });
  connect(&guide_, &Guide::changed, this, [this] {
    since_ = std::max(since_, desk_.picture.stamp().event);
    show_stage();
  });
  connect(&desk_.picture, &Picture::greeted, this, &GuidePanel::note_run);
  connect(&desk_.picture, &Picture::run_changed, this, [this] {
    if (!is_new_run_ || desk_.picture.run().mode.isEmpty()) return;
    is_new_run_ = false;
    since_ = desk_.picture.stamp().event;
  });
  connect(&desk_.picture, &Picture::line_changed, this, &GuidePanel::show_stage);
  connect(&desk_.picture.events(), &QAbstractItemModel::rowsInserted, this,
          [this](const QModelIndex&, int first, int last) { see(first, last); });
  connect(&desk_.picture.supervision(), &QAbstractItemModel::rowsInserted, this, [this] {
    if (guide_.step() != nullptr) reveal(*guide_.step());
  });
  show_stage();
}

void GuidePanel::place() {
  derive_font(*title_, title_font);
  auto* inside = new QWidget;
  auto* column = new QVBoxLayout{inside};
  column->setContentsMargins(6, 4, 6, 4);
  const std::array names{std::pair{title_, "guide_title"}, std::pair{happened_, "guide_happened"},
                         std::pair{text_, "guide_text"}};
  for (const auto& [label, name] : names) {
    label->setObjectName(QLatin1String{name});
    label->setWordWrap(true);
    column->addWidget(label);
  }
  for (std::size_t i = 0; i < std::tuple_size_v<decltype(GuideStep::choices)>; ++i) {
    choices_.push_back(new QRadioButton{inside});
    choices_.back()->setObjectName(QStringLiteral("choice_%1").arg(i));
    choices_.back()->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    column->addWidget(choices_.back());
    connect(choices_.back(), &QRadioButton::clicked, &guide_,
            [this, choice = static_cast<int>(i)] { guide_.choose(choice); });
  }
  reply_->setObjectName(QStringLiteral("guide_reply"));
  reply_->setWordWrap(true);
  column->addWidget(reply_);
  act_->setObjectName(QStringLiteral("guide_act"));
  column->addWidget(act_);
  column->addStretch(1);
  scroll_->setWidget(inside);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* buttons = new QHBoxLayout;
  for (const auto& [button, name] :
       {std::pair{leave_, "guide_leave"}, std::pair{back_, "guide_back"},
        std::pair{next_, "guide_next"}}) {
    button->setObjectName(QLatin1String{name});
    buttons->addWidget(button);
  }
  auto* whole = new QVBoxLayout{this};
  whole->setContentsMargins(0, 0, 0, 4);
  whole->addWidget(scroll_, 1);
  whole->addLayout(buttons);
  setFocusProxy(next_);
}

void GuidePanel::show_stage() {
  for (QRadioButton* choice : choices_) choice->hide();
  reply_->hide();
  act_->hide();
  const Theme theme = theme_of(palette());
  leave_->setText(guide_.stage() == Guide::Stage::running ? tr("Leave") : tr("Not now"));
  happened_->setText(marked(State::recovered, theme, words(guide_.happened())));
  happened_->setVisible(guide_.happened() != nullptr && guide_.stage() != Guide::Stage::offered);
  back_->setEnabled(guide_.stage() != Guide::Stage::offered &&
                    (guide_.number() > 0 || guide_.stage() == Guide::Stage::finished));
  if (guide_.step() != nullptr) return show_step();
  show_offer();
}

void GuidePanel::show_offer() {
  shine(nullptr);
  const bool finished = guide_.stage() == Guide::Stage::finished;
  title_->setText(finished ? tr("Where to go on") : tr("New here?"));
  text_->setText(
      finished ? words(guide_farewell())
               : tr("In a minute: see what a supervisor does, break something, and watch it being "
                    "put right. It fits the scenario made for it best: ./dev console guided."));
  next_->setText(finished ? tr("Once more") : guide_.number() > 0 ? tr("Go on") : tr("Start"));
}

void GuidePanel::show_step() {
  const GuideStep& step = *guide_.step();
  title_->setText(
      tr("%1 of %2: %3").arg(guide_.number() + 1).arg(guide_steps().size()).arg(words(step.title)));
  text_->setText(words(step.text));
  next_->setText(step.done.event_class == nullptr ? tr("Next") : tr("Skip"));
  show_choices(step);
  act_->setVisible(step.deed.title != nullptr);
  act_->setText(words(step.deed.title));
  const bool may = desk_.picture.operating() && !desk_.picture.stale();
  act_->setEnabled(may && guide_.may_act());
  act_->setToolTip(may ? guide_.may_act() ? QString{} : tr("Choose first")
                       : tr("Only operators may, and only while there is a line"));
  shine(step.spotlight);
  reveal(step);
}

void GuidePanel::show_choices(const GuideStep& step) {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    const GuideChoice& choice = step.choices[i];
    QRadioButton* button = choices_[i];
    button->setVisible(choice.text != nullptr);
    button->setText(words(choice.text));
    button->setToolTip(button->text());
    button->setAutoExclusive(false);  // Else the last one could not be unchecked.
    button->setChecked(guide_.chosen() == static_cast<int>(i));
    button->setAutoExclusive(true);
  }
  if (guide_.chosen() < 0) return;
  const GuideChoice& chosen = step.choices[static_cast<std::size_t>(guide_.chosen())];
  reply_->setText(marked(chosen.right ? State::recovered : State::setting_up, theme_of(palette()),
                         words(chosen.reply)));
  reply_->show();
  QTimer::singleShot(0, scroll_, [this] { scroll_->ensureWidgetVisible(act_); });
}

/// A panel that lies behind another one comes forward; the keys stay where they are.
void GuidePanel::shine(const char* panel) {
  if (!isVisible() || window() == this) return;
  if (!spotlight_) spotlight_ = new Spotlight{window()};
  auto* target = panel == nullptr ? nullptr : window()->findChild<QWidget*>(QLatin1String{panel});
  if (target != nullptr) {
    target->show();
    target->raise();
  }
  spotlight_->shine_on(target);
}

void GuidePanel::leave() {
  guide_.leave();
  emit left();
}

/// Once for each step, as soon as there is such a row: then the reader goes where he likes.
void GuidePanel::reveal(const GuideStep& step) {
  const SupervisionModel& tree = desk_.picture.supervision();
  if (&step == revealed_ || step.row == nullptr || !isVisible() || tree.rowCount() == 0) return;
  const QModelIndexList found =
      tree.match(tree.index(0, 0), Qt::DisplayRole, QString::fromLatin1(step.row), 1,
                 Qt::MatchExactly | Qt::MatchRecursive);
  if (found.isEmpty()) return;
  revealed_ = &step;
  desk_.focus.move_to({Entity::Kind::supervised, tree.key(found.front())});
}

void GuidePanel::act() {
  const GuideStep* step = guide_.step();
  if (step == nullptr || !act_->isEnabled()) return;
  desk_.commands.ask(QLatin1String{step->deed.word}, arguments_of(step->deed));
}

/// Of another run, what has been until now is told first.
void GuidePanel::note_run() {
  const QString& run = desk_.picture.hello().run;
  if (std::exchange(run_, run) == run) return;
  is_new_run_ = true;
}

/// What has been before the step began is no answer to it.
void GuidePanel::see(int first, int last) {
  if (is_new_run_) return;
  for (int row = first; row <= last && row < desk_.picture.events().rowCount(); ++row)
    if (const auto* event = std::get_if<Event>(&desk_.picture.events().line(row));
        event != nullptr && event->number > since_)
      guide_.see(*event);
}

void GuidePanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (spotlight_) spotlight_->shine_on(nullptr);
}

void GuidePanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  show_stage();
}

}  // namespace forlopp::console

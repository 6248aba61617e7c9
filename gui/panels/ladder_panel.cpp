#include "gui/panels/ladder_panel.hpp"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "gui/file_dialog.hpp"
#include "gui/panels/ladder_details.hpp"
#include "gui/panels/ladder_export.hpp"
#include "gui/panels/ladder_view.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr std::chrono::milliseconds between_looks{500};

QLabel* make_label(const char* name, QWidget* parent) {
  auto* label = new QLabel{parent};
  label->setObjectName(QString::fromLatin1(name));
  label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  return label;
}

}  // namespace

LadderPanel::LadderPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      title_{make_label("title", this)},
      trace_{new QCheckBox{tr("Trace"), this}},
      state_{make_label("state", this)},
      view_{new LadderView{this}},
      details_{new LadderDetails{desk.asker, this}},
      topic_{desk.asker} {
  setObjectName(QStringLiteral("ladder_panel"));
  trace_->setObjectName(QStringLiteral("trace"));
  trace_->setToolTip(tr("Record everything about this from now on, with causes and bodies"));
  again_.setSingleShot(true);
  again_.setInterval(between_looks);
  add_commands();
  auto* save = new QToolButton{this};
  save->setObjectName(QStringLiteral("export"));
  save->setText(tr("Export"));
  save->setPopupMode(QToolButton::InstantPopup);
  save->setMenu(new QMenu{save});
  for (const char* id : {"ladder.export_svg", "ladder.export_png", "ladder.export_text"})
    save->menu()->addAction(desk_.commands.find(QLatin1String{id}));
  auto* top = new QHBoxLayout;
  top->addWidget(title_, 2);
  top->addWidget(state_, 3);
  top->addWidget(trace_);
  top->addWidget(save);
  auto* parts = new QSplitter{this};
  parts->addWidget(view_);
  parts->addWidget(details_);
  parts->setStretchFactor(0, 3);
  parts->setStretchFactor(1, 1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(parts, 1);
  setFocusProxy(view_);
  connect(&desk_.focus, &Focus::moved, this, &LadderPanel::follow);
  connect(&desk_.picture, &Picture::run_changed, this, &LadderPanel::look_soon);
  connect(&desk_.picture, &Picture::line_changed, this, &LadderPanel::tell);
  connect(&desk_.picture, &Picture::greeted, this, &LadderPanel::start_afresh);
  connect(&desk_.picture, &Picture::shelves_changed, this, &LadderPanel::follow_late);
  connect(&desk_.picture.supervision(), &QAbstractItemModel::rowsInserted, this,
          &LadderPanel::follow_late);
  connect(&again_, &QTimer::timeout, this, &LadderPanel::look);
  connect(view_, &LadderView::chose, this,
          [this](int step) { details_->show(view_->ladder(), step); });
  connect(trace_, &QCheckBox::clicked, this, &LadderPanel::set_traced);
  follow(desk_.focus.point());
  tell();
}

void LadderPanel::add_commands() {
  using enum Commands::For;
  const auto add = [this](const char* id, const QString& text, const QKeySequence& key,
                          std::function<void()> work) {
    desk_.commands.add(QString::fromLatin1(id), text, key, everybody, std::move(work));
  };
  add("ladder.cause", tr("Go to the cause"), QKeySequence{Qt::CTRL | Qt::Key_Left},
      [this] { go(&LadderView::go_to_cause, tr("Its cause is not in this ladder.")); });
  add("ladder.effect", tr("Go to the effect"), QKeySequence{Qt::CTRL | Qt::Key_Right},
      [this] { go(&LadderView::go_to_effect, tr("Nothing in this ladder came of it.")); });
  add("ladder.trace", tr("Trace this ladder, or no longer"), {}, [this] { trace_->click(); });
  add("ladder.export_svg", tr("Export the ladder as SVG ..."), {}, [this] {
    export_as(tr("Drawings"), QStringLiteral("svg"), [this](const QString& file) {
      return write_svg(view_->rows(), view_->font(), title_text(), file);
    });
  });
  add("ladder.export_png", tr("Export the ladder as PNG ..."), {}, [this] {
    export_as(tr("Pictures"), QStringLiteral("png"), [this](const QString& file) {
      return write_png(view_->rows(), view_->font(), file);
    });
  });
  add("ladder.export_text", tr("Export the ladder as text ..."), {}, [this] {
    export_as(tr("Texts"), QStringLiteral("txt"), [this](const QString& file) {
      return write_text(view_->ladder(), title_text(), file);
    });
  });
}

std::optional<LadderPanel::Subject> LadderPanel::subject_of(const Entity& entity) const {
  const auto process = [](const QString& pid) {
    return pid.isEmpty() ? std::nullopt : std::optional{Subject{QStringLiteral("process"), pid}};
  };
  switch (entity.kind) {
    case Entity::Kind::call: return Subject{QStringLiteral("call"), entity.key};
    case Entity::Kind::process: return process(entity.key);
    case Entity::Kind::supervised: {
      const SupervisionRow* row = desk_.picture.supervision().find(entity.key);
      if (row == nullptr || row->pid.isEmpty()) return std::nullopt;
      if (row->strategy.isEmpty()) return process(row->pid);
      return Subject{QStringLiteral("supervisor"), row->pid};
    }
    case Entity::Kind::card: {
      const auto place = CardPlace::read(entity.key);
      const Card* card = place ? desk_.picture.shelves().find(*place) : nullptr;
      return card == nullptr ? std::nullopt : process(card->pid);
    }
    case Entity::Kind::none:
    case Entity::Kind::port:
    case Entity::Kind::other: return std::nullopt;
  }
  return std::nullopt;
}

/// What has no ladder leaves the last one where it is.
void LadderPanel::follow(const Focus::Point& to) {
  topic_.look_at(to.entity);
  if (to.entity.kind == Entity::Kind::none) {
    subject_.reset();
    return forget();
  }
  const auto subject = subject_of(to.entity);
  is_waiting_ = !subject;
  if (!subject || subject == subject_) return;
  subject_ = subject;
  forget();
  look();
}

/// Who it is was not known when the focus moved there.
void LadderPanel::follow_late() {
  if (is_waiting_) follow(desk_.focus.point());
}

/// Another run has other calls, whatever their numbers.
void LadderPanel::start_afresh() {
  const QString run = desk_.picture.hello().run;
  if (std::exchange(run_, run) == run) return;
  forget();
  look();
}

void LadderPanel::forget() {
  is_asking_ = is_shown_ = is_gone_ = false;
  refusal_.clear();
  view_->show_other({});
  tell();
}

/// Nobody is asked for what nobody sees.
void LadderPanel::look() {
  if (!subject_ || is_asking_ || is_gone_ || !is_seen_) return;
  is_asking_ = true;
  desk_.asker.ask(QStringLiteral("ladder"), {{subject_->word, subject_->key}},
                  [this, asked_for = *subject_](const Reply& reply) {
                    if (subject_ != asked_for || !is_asking_) return;
                    is_asking_ = false;
                    take(reply);
                  });
}

void LadderPanel::look_soon() {
  const bool may_grow = !is_shown_ || view_->ladder().alive || view_->ladder().tracing;
  if (subject_ && may_grow && !is_gone_ && !is_asking_ && !again_.isActive()) again_.start();
}

void LadderPanel::take(const Reply& reply) {
  is_gone_ = reply.code == QLatin1String{"gone"};
  refusal_ = reply.done() ? QString{} : reply.text;
  if (reply.done()) {
    Ladder ladder = read_ladder(reply.result);
    if (is_shown_)
      view_->renew(std::move(ladder));
    else
      view_->show_other(std::move(ladder));
    is_shown_ = true;
  }
  tell();
}

void LadderPanel::set_traced(bool on) {
  if (!subject_) return tell();
  const QString word = on ? QStringLiteral("trace") : QStringLiteral("untrace");
  desk_.asker.ask(word, {{subject_->word, subject_->key}},
                  [this, word, asked_for = *subject_](const Reply& reply) {
                    if (!reply.done())
                      emit desk_.commands.said(tr("%1 was refused: %2").arg(word, reply.text));
                    if (subject_ != asked_for) return;
                    is_asking_ = false;
                    look();
                  });
}

QString LadderPanel::title_text() const {
  if (!subject_) return tr("Choose a call or a process");
  return tr("Ladder of %1 %2").arg(subject_->word, subject_->key);
}

/// Where the ladder comes from, and what it does not tell.
void LadderPanel::tell() {
  const Ladder& ladder = view_->ladder();
  QStringList parts;
  if (is_gone_ && is_shown_) parts.append(tr("It is gone: this is its last ladder."));
  if (!is_shown_ && !refusal_.isEmpty()) parts.append(refusal_);
  if (is_shown_ && !is_gone_ && !ladder.alive) parts.append(tr("It is over."));
  if (is_shown_ && ladder.traced)
    parts.append((ladder.tracing ? tr("Traced since %1.") : tr("Was traced from %1 on."))
                     .arg(clock_text(ladder.since)));
  if (is_shown_ && !ladder.traced)
    parts.append(tr("From black boxes. Trace it to see causes and bodies."));
  if (ladder.missing > 0) parts.append(tr("%1 older steps are not kept.").arg(ladder.missing));
  title_->setText(title_text());
  state_->setText(parts.join(QLatin1Char{' '}));
  state_->setToolTip(state_->text());
  trace_->setChecked(is_shown_ && ladder.tracing);
  trace_->setEnabled(subject_.has_value() && !desk_.picture.stale());
}

void LadderPanel::go(bool (LadderView::*to)(), const QString& nothing) {
  if (view_->chosen() < 0) {
    emit desk_.commands.said(tr("Choose a step of the ladder first."));
  } else if (!(view_->*to)()) {
    const bool can_tell = view_->ladder().traced;
    emit desk_.commands.said(can_tell ? nothing
                                      : tr("Black boxes do not tell causes: trace it first."));
  }
}

void LadderPanel::export_as(const QString& kind, const QString& suffix,
                            std::function<QString(const QString& file)> write) {
  if (view_->rows().rows().empty())
    return emit desk_.commands.said(tr("There is no ladder to be exported."));
  open_file_dialog(
      *this,
      {.name = QStringLiteral("ladder_export_%1").arg(suffix),
       .title = tr("Export the ladder"),
       .kind = kind,
       .suffix = suffix,
       .what = FileQuestion::What::to_write},
      [this, write = std::move(write)](const QString& file) {
        const QString error = write(file);
        emit desk_.commands.said(error.isEmpty() ? tr("The ladder is in %1.").arg(file) : error);
      });
}

void LadderPanel::be_seen(bool seen) {
  is_seen_ = seen;
  topic_.be_seen(seen);
  look();
}

}  // namespace forlopp::console

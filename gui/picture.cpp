#include "gui/picture.hpp"

#include <array>
#include <utility>

namespace forlopp::console {
namespace {

double number_of(const QCborValue& value) {
  return value.isInteger() ? static_cast<double>(value.toInteger()) : value.toDouble();
}

}  // namespace

Picture::Picture(ScreenClock clock) : restarts_{std::move(clock)} {
  supervision_.show(&restarts_);
}

void Picture::greet(const Hello& hello) {
  // Nothing of another run is shown as if it were new; news of this one may have been faster.
  if (hello.run != known_run_) start_afresh(hello.run);
  hello_ = hello;
  columns_.clear();
  emit greeted();
}

const Columns& Picture::columns(const QString& topic) {
  const auto found = columns_.find(topic);
  return found != columns_.end() ? found->second
                                 : columns_.emplace(topic, Columns{topic, hello_}).first->second;
}

void Picture::set_line(const LineState& line) {
  line_ = line;
  emit line_changed();
}

void Picture::set_playback(const PlaybackState& playback) {
  playback_ = playback;
  emit playback_changed();
}

void Picture::start_afresh(const QString& run) {
  known_run_ = run;
  supervision_.clear();
  events_.clear();
  for (TopicTable* table : {alarms_.get(), calls_.get(), processes_.get(), faults_.get()})
    table->clear();
  restarts_.clear();
  field_.clear();
  shelves_.clear();
  history_.clear();
  marks_.clear();
  health_.clear();
  run_ = {};
  stamp_ = {};
  emit shelves_changed();
  emit field_changed();
  emit health_changed();
  emit history_changed();
  emit run_changed();
}

void Picture::apply(Update update) {
  if (update.fresh) start_afresh(update.run);
  write_history(update);
  for (const auto& [view, change] : update.views) apply(view, change);
  restarts_.note(update.happened, update.stamp.vtime);
  events_.append(std::move(update.happened));
  const bool moved = stamp_.event != update.stamp.event || stamp_.vtime != update.stamp.vtime;
  stamp_ = update.stamp;
  if (moved || update.fresh || update.views.contains(QStringLiteral("run"))) emit run_changed();
}

void Picture::write_history(const Update& update) {
  using Apply = void (*)(Picture&, const ViewChange&, const Columns&);
  static constexpr std::array<std::pair<const char*, Apply>, 4> readers{
      {{"series",
        [](Picture& picture, const ViewChange& change, const Columns& columns) {
          picture.history_.apply_series(change, columns);
          picture.marks_.apply_series(change, columns);
        }},
       {"group_series",
        [](Picture& picture, const ViewChange& change, const Columns& columns) {
          picture.history_.apply_groups(change, columns);
        }},
       {"faults", [](Picture& picture, const ViewChange& change,
                     const Columns& columns) { picture.marks_.apply_faults(change, columns); }},
       {"alarms", [](Picture& picture, const ViewChange& change, const Columns& columns) {
          picture.marks_.apply_alarms(change, columns);
        }}}};
  bool changed = !update.happened.empty();
  for (const auto& [topic, apply] : readers) {
    const auto found = update.views.find(QLatin1String{topic});
    if (found == update.views.end()) continue;
    apply(*this, found->second, columns(found->first));
    changed = true;
  }
  for (const auto& what : update.happened)
    if (const auto* event = std::get_if<Event>(&what)) marks_.note(*event);
  if (changed) emit history_changed();
}

void Picture::apply(const QString& view, const ViewChange& change) {
  const QString topic = view.section(QLatin1Char{' '}, 0, 0);
  if (topic == QLatin1String{"run"}) return read_run(change);
  if (topic == QLatin1String{"health"}) return read_health(change);
  if (topic == QLatin1String{"supervision"}) return supervision_.apply(change, columns(topic));
  if (topic == QLatin1String{"field"}) {
    field_.apply(change, columns(topic));
    emit field_changed();
    return;
  }
  if (topic == QLatin1String{"cards"}) {
    shelves_.apply(change, columns(topic));
    emit shelves_changed();
    return;
  }
  if (topic == QLatin1String{"processes"} && view != process_scope_) return;
  for (TopicTable* table : {alarms_.get(), calls_.get(), processes_.get(), faults_.get()})
    if (table->topic() == topic) table->apply(change, columns(topic));
}

void Picture::choose_processes(const QString& scope) {
  process_scope_ = QStringLiteral("processes %1").arg(scope);
  processes_->clear();
}

void Picture::read_run(const ViewChange& change) {
  const Columns& columns = this->columns(QStringLiteral("run"));
  for (const auto& [key, cells] : change.rows)
    run_ = {.mode = columns.text(cells, QLatin1String{"mode"}),
            .pace = number_of(columns.cell(cells, QLatin1String{"pace"})),
            .vtime = columns.integer(cells, QLatin1String{"vtime"}),
            .ends = columns.integer(cells, QLatin1String{"ends"}),
            .phase = columns.text(cells, QLatin1String{"phase"}),
            .until = columns.text(cells, QLatin1String{"until"}),
            .speed = number_of(columns.cell(cells, QLatin1String{"speed"})),
            .processes = columns.integer(cells, QLatin1String{"processes"})};
}

void Picture::read_health(const ViewChange& change) {
  const Columns& columns = this->columns(QStringLiteral("health"));
  if (change.all) health_.clear();
  for (const auto& [key, cells] : change.rows)
    health_[key] = {number_of(columns.cell(cells, QLatin1String{"value"})),
                    columns.text(cells, QLatin1String{"unit"})};
  emit health_changed();
}

}  // namespace forlopp::console

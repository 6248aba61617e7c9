#include "gui/fault_aim.hpp"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromLatin1(text);
}

QString tr(const char* text) {
  return QCoreApplication::translate("FaultAim", text);
}

constexpr std::array target_kinds{"line",    "card",       "link",   "shelf",
                                  "process", "supervisor", "number", "call"};

/// What one wants most often stands first; what is not here comes after it.
constexpr std::array usefulness{"card_pulled",     "process_killed",     "supervisor_killed",
                                "half_call_crash", "permanent_off_hook", "babbling_line",
                                "card_crash",      "message_loss",       "firmware_hang",
                                "message_delay",   "poison_number",      "off_hook_storm"};

auto rank(const QString& kind) {
  return std::ranges::find(usefulness, kind, word) - usefulness.begin();
}

QStringList targets_of_card(const QString& card) {
  return {word("card %1").arg(card), word("process of card %1").arg(card),
          word("link %1").arg(card)};
}

/// Ports are counted from 0 and lines from 1.
QStringList targets_of_port(const QString& port) {
  const QString card = port.section(u'/', 0, 1);
  const int line = port.section(u'/', 2).toInt() + 1;
  return QStringList{word("line %1/%2").arg(card).arg(line)} + targets_of_card(card);
}

bool may_be_killed(const Picture& picture, const QString& target, const QString& name) {
  const QCborArray& victims = picture.hello().victims;
  if (victims.isEmpty()) return true;
  return std::any_of(victims.begin(), victims.end(), [&](const QCborValue& victim) {
    return victim[QLatin1String{"target"}].toString() == target &&
           victim[QLatin1String{"name"}].toString() == name;
  });
}

QStringList targets_of_worker(const QString& label, const Picture& picture) {
  const QString first = label.section(u' ', 0, 0), rest = label.section(u' ', 1);
  if (first == word("card") && !rest.isEmpty())
    return {word("process of card %1").arg(rest), word("card %1").arg(rest),
            word("link %1").arg(rest)};
  if (first == word("trunk_group") && !rest.isEmpty()) return {word("process of %1").arg(label)};
  if (label.contains(word("half"))) return {word("any call")};
  return may_be_killed(picture, word("process"), label) ? QStringList{word("process %1").arg(label)}
                                                        : QStringList{};
}

QStringList targets_of_supervisor(const QString& label, const Picture& picture) {
  QStringList targets;
  if (label.startsWith(word("shelf ")))
    targets.append(word("supervisor of %1").arg(label));
  else if (may_be_killed(picture, word("supervisor"), label))
    targets.append(word("supervisor %1").arg(label));
  if (label.startsWith(word("shelf "))) targets.append(word("all links of %1").arg(label));
  if (label == word("calls")) targets.append(word("any call"));
  return targets;
}

QStringList targets_of_row(const SupervisionRow& row, const Picture& picture) {
  if (row.kind == word("supervisor")) return targets_of_supervisor(row.label, picture);
  if (row.kind == word("group")) return {word("any call")};
  return targets_of_worker(row.label, picture);
}

/// The text of a row's column, in the row that has this at another one.
QString look_up(const TopicTable& table, const char* column, const QString& value,
                const char* wanted) {
  for (int row = 0; row < table.rowCount(); ++row)
    if (plain_text(table.value(row, column)) == value) return plain_text(table.value(row, wanted));
  return {};
}

QStringList targets_of_process(const QString& process, Picture& picture) {
  for (const auto& [place, card] : picture.shelves().cards())
    if (card.pid == process) return targets_of_worker(word("card %1").arg(place.text()), picture);
  const QString label = look_up(picture.processes(), "pid", process, "label");
  if (!label.isEmpty()) return targets_of_worker(label, picture);
  return process.startsWith(u'<') ? QStringList{} : targets_of_worker(process, picture);
}

QStringList targets_of_call(const QString& call, Picture& picture) {
  QStringList targets{word("any call")};
  const TopicTable& calls = picture.calls();
  for (int row = 0; row < calls.rowCount(); ++row) {
    const QString to = plain_text(calls.value(row, "to"));
    if (calls.key(row) == call && !to.isEmpty()) targets.append(word("number %1").arg(to));
  }
  return targets;
}

/// `card 2/5` and `line 2/5/1`, as alarms and events name them.
QStringList targets_of_name(const QString& name, Picture& picture) {
  if (name.startsWith(word("card "))) return targets_of_card(name.section(u' ', 1));
  if (name.startsWith(word("line ")))
    return QStringList{name} + targets_of_card(name.section(u' ', 1).section(u'/', 0, 1));
  if (name.startsWith(word("shelf "))) return targets_of_supervisor(name, picture);
  return targets_of_process(name, picture);
}

}  // namespace

QStringList targets_of(const Entity& entity, Picture& picture) {
  switch (entity.kind) {
    case Entity::Kind::none: return {};
    case Entity::Kind::card: return targets_of_card(entity.key);
    case Entity::Kind::port: return targets_of_port(entity.key);
    case Entity::Kind::call: return targets_of_call(entity.key, picture);
    case Entity::Kind::process:
    case Entity::Kind::other: return targets_of_name(entity.key, picture);
    case Entity::Kind::supervised: break;
  }
  const SupervisionRow* row = picture.supervision().find(entity.key);
  return row == nullptr ? QStringList{} : targets_of_row(*row, picture);
}

QString kind_of_target(const QString& target) {
  for (const QString& part : target.simplified().split(u' ')) {
    for (const char* kind : target_kinds)
      if (part == word(kind) || part == word("%1s").arg(word(kind))) return word(kind);
    if (part == word("processes")) return word("process");
    if (part == word("shelves")) return word("shelf");
  }
  return {};
}

QString misfit(const FaultKind& kind, const QString& target) {
  const QString struck = kind_of_target(target);
  if (struck.isEmpty() || kind.targets.isEmpty() || kind.targets.contains(struck)) return {};
  return tr("%1 strikes a %2; this is a %3")
      .arg(kind.name, kind.targets.join(tr(" or a ")), struck);
}

std::vector<FaultAim> aims_at(const Entity& entity, Picture& picture) {
  const QStringList targets = targets_of(entity, picture);
  std::vector<FaultAim> aims;
  for (const FaultKind& kind : read_catalogue(picture.hello().faults))
    for (const QString& target : targets)
      if (kind.targets.contains(kind_of_target(target))) {
        aims.push_back({kind.name, target});
        break;
      }
  std::ranges::stable_sort(aims, {}, [&](const FaultAim& aim) {
    const bool is_part = !targets.isEmpty() && aim.target != targets.front();
    return std::pair{is_part, rank(aim.kind)};
  });
  return aims;
}

}  // namespace forlopp::console

#include "gui/models/event_text.hpp"

#include <QCoreApplication>
#include <QStringList>
#include <array>
#include <span>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString field(const Event& event, const char* name) {
  return plain_text(event.fields[QLatin1String{name}]);
}

/// The first of these fields that says something.
QString first_of(const Event& event, std::span<const char* const> names) {
  for (const char* name : names)
    if (QString text = field(event, name); !text.isEmpty()) return text;
  return {};
}

QString joined(std::initializer_list<QString> parts) {
  QStringList said;
  for (const QString& part : parts)
    if (!part.isEmpty()) said.append(part);
  return said.join(QStringLiteral(" · "));
}

QString labelled(const char* label, const QString& text) {
  return text.isEmpty() ? QString{} : QStringLiteral("%1 %2").arg(QLatin1String{label}, text);
}

QString budget(const Event& event) {
  const QString most = field(event, "budget");
  return most.isEmpty() ? QString{}
                        : QStringLiteral("%1/%2").arg(field(event, "budget_used"), most);
}

QString supervision_text(const Event& event) {
  return joined({field(event, "kind"), first_of(event, std::array{"child", "label", "pid"}),
                 labelled("by", field(event, "supervisor")), field(event, "reason"),
                 budget(event)});
}

QString crash_text(const Event& event) {
  return joined({first_of(event, std::array{"label", "name", "pid"}), field(event, "reason"),
                 labelled("in", field(event, "state")), labelled("by", field(event, "by_link"))});
}

QString recovery_text(const Event& event) {
  return joined({labelled("level", field(event, "level")), field(event, "level_name"),
                 field(event, "what"), field(event, "reason"),
                 labelled("lost stable", field(event, "lost_stable")),
                 labelled("lost transient", field(event, "lost_transient")),
                 duration_text(event.fields[QLatin1String{"took"}].toInteger())});
}

QString call_text(const Event& event) {
  const QString from = field(event, "from"), to = field(event, "to");
  // Whoever has just lifted has dialled nobody yet; who calls from afar may not say who it is.
  const QString ends = from.isEmpty() ? labelled("to", to)
                       : to.isEmpty() ? labelled("from", from)
                                      : QStringLiteral("%1 → %2").arg(from, to);
  return joined({field(event, "kind"), ends, labelled("cause", field(event, "cause"))});
}

/// Of a class that has no form of its own: whatever it says.
QString any_text(const Event& event) {
  QStringList parts;
  for (const auto& [key, value] : event.fields)
    parts.append(QStringLiteral("%1 %2").arg(plain_text(key), plain_text(value)));
  return parts.join(QStringLiteral(" · "));
}

struct Form {
  const char* event_class;
  QString (*text)(const Event&);
  const char16_t* glyph;
};

constexpr std::array forms{
    Form{"supervision", supervision_text, u"↻"},
    Form{"crash", crash_text, u"✖"},
    Form{"recovery", recovery_text, u"⇑"},
    Form{"call", call_text, u"●"},
    Form{"fault",
         [](const Event& event) {
           return joined({field(event, "kind"), field(event, "fault"), field(event, "target"),
                          field(event, "expected"), labelled("found", field(event, "measured"))});
         },
         u"!"},
    Form{"alarm",
         [](const Event& event) {
           return joined({field(event, "kind"), field(event, "severity"), field(event, "object"),
                          field(event, "cause"), field(event, "text")});
         },
         u"▲"},
    Form{"command", any_text, u"›"},
    Form{"lifecycle", any_text, u"·"},
};

const Form* form_of(const Event& event) {
  for (const Form& form : forms)
    if (event.event_class == QLatin1String{form.event_class}) return &form;
  return nullptr;
}

}  // namespace

QString event_text(const Event& event) {
  const Form* form = form_of(event);
  return form == nullptr ? any_text(event) : form->text(event);
}

QString event_glyph(const Event& event) {
  const QString kind = field(event, "kind");
  if (kind == QLatin1String{"gave_up"}) return QStringLiteral("⇑");
  if (kind == QLatin1String{"held"}) return QStringLiteral("✓");
  if (kind == QLatin1String{"not_held"}) return QStringLiteral("✖");
  const Form* form = form_of(event);
  return form == nullptr ? QStringLiteral("·") : QString::fromUtf16(form->glyph);
}

QString event_object(const Event& event) {
  return first_of(event, std::array{"pid", "object", "call", "what", "target"});
}

QString lost_text(const Lost& lost) {
  if (lost.why == Lost::Why::not_read)
    return QCoreApplication::translate(
               "Events",
               "Not listed: calls among the events %1 to %2. In express they are counted.")
        .arg(lost.after + 1)
        .arg(lost.before - 1);
  QStringList classes;
  for (const auto& [event_class, count] : lost.by_class)
    classes.append(QStringLiteral("%1 × %2").arg(event_class).arg(count));
  return QCoreApplication::translate("Events", "Not shown: events %1 to %2 were overwritten (%3).")
      .arg(lost.after + 1)
      .arg(lost.before - 1)
      .arg(classes.join(QStringLiteral(", ")));
}

}  // namespace forlopp::console

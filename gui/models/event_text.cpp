#include "gui/models/event_text.hpp"

#include <QCoreApplication>
#include <QStringList>
#include <array>
#include <span>

#include "gui/models/event_fields.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

/// The first of these fields that says something.
QString first_of(const Event& event, std::span<const char* const> names) {
  for (const char* name : names)
    if (QString text = text_of(event, name); !text.isEmpty()) return text;
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
  const QString most = text_of(event, "budget");
  return most.isEmpty() ? QString{}
                        : QStringLiteral("%1/%2").arg(text_of(event, "budget_used"), most);
}

QString supervision_text(const Event& event) {
  return joined({text_of(event, "kind"), first_of(event, std::array{"child", "label", "pid"}),
                 labelled("by", text_of(event, "supervisor")), text_of(event, "reason"),
                 budget(event)});
}

QString crash_text(const Event& event) {
  return joined({first_of(event, std::array{"label", "name", "pid"}), text_of(event, "reason"),
                 labelled("in", text_of(event, "state")),
                 labelled("by", text_of(event, "by_link"))});
}

QString recovery_text(const Event& event) {
  return joined({labelled("level", text_of(event, "level")), text_of(event, "level_name"),
                 text_of(event, "what"), text_of(event, "reason"),
                 labelled("lost stable", text_of(event, "lost_stable")),
                 labelled("lost transient", text_of(event, "lost_transient")),
                 duration_text(number_of(event, "took"))});
}

QString call_text(const Event& event) {
  const QString from = text_of(event, "from"), to = text_of(event, "to");
  // Whoever has just lifted has dialled nobody yet; who calls from afar may not say who it is.
  const QString ends = from.isEmpty() ? labelled("to", to)
                       : to.isEmpty() ? labelled("from", from)
                                      : QStringLiteral("%1 → %2").arg(from, to);
  return joined({text_of(event, "kind"), ends, labelled("cause", text_of(event, "cause"))});
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
           return joined({text_of(event, "kind"), text_of(event, "fault"), text_of(event, "target"),
                          text_of(event, "expected"),
                          labelled("found", text_of(event, "measured"))});
         },
         u"!"},
    Form{"alarm",
         [](const Event& event) {
           return joined({text_of(event, "kind"), text_of(event, "severity"),
                          text_of(event, "object"), text_of(event, "cause"),
                          text_of(event, "text")});
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
  const QString kind = text_of(event, "kind");
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

#include "tests/gui/restart_events.hpp"

#include <QCborArray>

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromUtf8(text);
}

}  // namespace

Event Reports::event(const char* event_class, QCborMap fields) {
  return {++number_, vtime, word(event_class), std::move(fields)};
}

Event Reports::crash(const QString& pid, const QString& label, const QString& reason,
                     const QStringList& links, bool by_link) {
  return event("crash", {{word("pid"), pid},
                         {word("label"), label},
                         {word("reason"), reason},
                         {word("links"), QCborArray::fromStringList(links)},
                         {word("by_link"), by_link}});
}

Event Reports::supervision(const char* kind, const About& about, QCborMap more) {
  QCborMap fields{
      {word("kind"), word(kind)},
      {word("supervisor"), about.supervisor.isEmpty() ? word("sup") : about.supervisor},
      {word("child"), about.child},
      {word("pid"), about.pid},
      {word("reason"), about.reason},
      {word("strategy"), about.stopped.isEmpty() ? word("one_for_one") : word("one_for_all")},
      {word("budget_used"), about.used},
      {word("budget"), 5},
      {word("budget_period"), 10'000'000'000LL},
      {word("level"), about.level}};
  for (const auto& [key, value] : more) fields.insert(key, value);
  return event("supervision", fields);
}

Event Reports::terminated(const About& about) {
  return supervision("terminated", about,
                     {{word("is_restarted"), about.comes_back},
                      {word("stopped"), QCborArray::fromStringList(about.stopped)},
                      {word("stopped_count"), about.stopped.size()}});
}

Event Reports::restarted(const About& about) {
  return supervision("restarted", about,
                     {{word("old_pid"), about.old_pid}, {word("took"), 2'000'000}});
}

Event Reports::start_error(const About& about) {
  return supervision("start_error", about, {});
}

Event Reports::gave_up(const About& about) {
  const QCborValue above =
      about.escalates_to.isEmpty() ? QCborValue{nullptr} : QCborValue{about.escalates_to};
  return supervision("gave_up", about, {{word("escalates_to"), above}});
}

Event Reports::lost(const QString& reason, int transient, int stable) {
  return event("recovery", {{word("level"), 1},
                            {word("what"), word("half-call of 1")},
                            {word("reason"), reason},
                            {word("lost_transient"), transient},
                            {word("lost_stable"), stable}});
}

Event Reports::recovered(const QString& what, int level, int kept_stable) {
  return event("recovery", {{word("level"), level},
                            {word("what"), what},
                            {word("took"), 2'000'000},
                            {word("kept_stable"), kept_stable}});
}

}  // namespace forlopp::console

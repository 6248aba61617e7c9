#include "tests/gui/canned_exchange.hpp"

#include <QCborArray>

#include "switch/mgmt/protocol/words.hpp"
#include "tests/gui/canned_ladder.hpp"

namespace forlopp::console {
namespace {

using management::State;

constexpr qint64 second = 1'000'000'000;
constexpr qint64 now = 842'317'000'000;  // 00:14:02.317

QString latin(std::string_view text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString word(const char* text) {
  return QString::fromUtf8(text);
}

int byte(State state) {
  return static_cast<int>(state);
}

QCborMap topics() {
  QCborMap topics;
  for (const management::Topic& topic : management::topics()) {
    QCborArray columns;
    for (const std::string_view column : topic.columns) columns.append(latin(column));
    topics.insert(latin(topic.name), columns);
  }
  return topics;
}

QCborMap kind(const char* name, const char* does, const char* target) {
  return {{word("kind"), word(name)},
          {word("does"), word(does)},
          {word("targets"), QCborArray{word(target)}},
          {word("parameters"), QCborArray{}}};
}

QCborArray catalogue() {
  const QCborMap back{{word("key"), word("reinserted_after")},
                      {word("form"), word("back_after")},
                      {word("least"), 0.1},
                      {word("most"), 86'400},
                      {word("meaning"), word("until the card is put back")}};
  const QCborMap probability{{word("key"), word("probability")},
                             {word("form"), word("probability")},
                             {word("least"), 0},
                             {word("most"), 1},
                             {word("required"), true},
                             {word("meaning"), word("that a message is hit")}};
  return {QCborMap{{word("kind"), word("card_pulled")},
                   {word("does"), word("the card is pulled out of its shelf")},
                   {word("targets"), QCborArray{word("card")}},
                   {word("parameters"), QCborArray{back}}},
          QCborMap{{word("kind"), word("message_loss")},
                   {word("does"), word("messages between card and exchange are lost")},
                   {word("targets"), QCborArray{word("link")}},
                   {word("parameters"), QCborArray{probability}}},
          kind("permanent_off_hook", "the line is off-hook and nobody dials", "line"),
          kind("half_call_crash", "a half-call throws", "call"),
          kind("process_killed", "a process of the exchange is killed", "process"),
          kind("supervisor_killed", "a supervisor is killed, and so all below it", "supervisor")};
}

QCborMap all(const QCborArray& rows) {
  return {{word("rows"), rows}, {word("all"), true}};
}

QCborArray supervisor(const QString& key, const QString& parent, const char* strategy,
                      QCborArray counts, State state) {
  // Counts: children, restarts, budget used, mailbox.
  return {key,
          parent,
          key.section(QLatin1Char{'.'}, -1),
          word("supervisor"),
          QStringLiteral("<0.%1.0>").arg(100 + key.size()),
          word(strategy),
          counts[0],
          counts[1],
          counts[2],
          3,
          5 * second,
          counts[3],
          byte(state)};
}

QCborArray worker(const QString& parent, const char* label, const char* kind, int mailbox,
                  State state) {
  return {QStringLiteral("%1.%2").arg(parent, word(label)),
          parent,
          word(label),
          word(kind),
          word("<0.4711.0>"),
          QString{},
          word(kind) == word("group") ? 71 : 0,
          state == State::restarting ? 3 : 0,
          0,
          0,
          0,
          mailbox,
          byte(state)};
}

QCborArray supervision() {
  const QString root = word("switch_sup"), shelves = word("switch_sup.shelf_sup");
  QCborArray rows{
      supervisor(root, {}, "one_for_one", {4, 0, 0, 3}, State::active),
      supervisor(word("switch_sup.oam_sup"), root, "one_for_one", {8, 0, 0, 1}, State::idle),
      supervisor(word("switch_sup.route_sup"), root, "rest_for_one", {9, 0, 0, 12}, State::idle),
      supervisor(shelves, root, "one_for_one", {4, 1, 1, 0}, State::active)};
  for (int shelf = 0; shelf < 4; ++shelf)
    rows.append(supervisor(QStringLiteral("%1.shelf_%2").arg(shelves).arg(shelf), shelves,
                           "one_for_one", {8, shelf == 3 ? 7 : 0, shelf == 3 ? 2 : 0, 0},
                           State::active));
  const QString shelf = shelves + word(".shelf_3");
  const QString card = shelf + word(".card_3_7");
  rows.append(supervisor(card, shelf, "one_for_all", {3, 3, 3, 40}, State::escalated));
  rows.append(worker(card, "lc_driver", "worker", 0, State::restarting));
  rows.append(worker(card, "lc_scan", "worker", 0, State::crashed));
  rows.append(worker(card, "calls", "group", 212, State::active));
  return rows;
}

QCborArray cards() {
  QCborArray rows;
  for (int shelf = 0; shelf < 4; ++shelf)
    for (int card = 0; card < 8; ++card) {
      QByteArray ports;
      for (int port = 0; port < 16; ++port) {
        const int kind = (shelf * 31 + card * 17 + port * 7) % 11;
        ports += static_cast<char>(byte(kind < 5   ? State::idle
                                        : kind < 7 ? State::setting_up
                                                   : State::active));
      }
      State state = State::active;
      if (shelf == 3 && card == 7) {
        state = State::restarting;
        for (int port = 0; port < 9; ++port)
          ports[port] = static_cast<char>(byte(State(3 + port % 6)));
      }
      if (shelf == 1 && card == 2) state = State::out_of_service;
      if (shelf == 2 && card == 5) state = State::crashed;
      rows.append(QCborArray{QStringLiteral("%1/%2").arg(shelf).arg(card), byte(state), ports,
                             QStringLiteral("<0.%1.0>").arg(500 + shelf * 8 + card),
                             shelf == 3 && card == 7 ? word("firmware_hang") : QString{}});
    }
  return rows;
}

QCborArray health() {
  const auto number = [](const char* key, double value, const char* unit) {
    return QCborArray{word(key), value, word(unit)};
  };
  return {number("calls_up", 1204, "calls"),      number("attempts_per_second", 52.1, "/s"),
          number("blocking", 0.009, "share"),     number("setup_p95", 84e6, "ns"),
          number("restarts", 6, "restarts"),      number("mailbox_max", 212, "messages"),
          number("alarms_critical", 1, "alarms"), number("alarms_major", 2, "alarms"),
          number("alarms_minor", 0, "alarms")};
}

QCborArray calls() {
  QCborArray rows;
  for (int i = 1; i <= 12; ++i)
    rows.append(QCborArray{QString::number(i), QString::number(210'000 + i),
                           QString::number(220'000 + i * 7),
                           byte(i % 3 == 0 ? State::setting_up : State::active), now - i * second,
                           i % 3 == 0 ? QCborValue{} : now - i * second / 2, nullptr, QString{},
                           i % 2 == 0 ? word("north/3") : QString{}, i == 7});
  return rows;
}

QCborArray alarms() {
  return {QCborArray{word("1"), word("card 2/5"), word("equipment failure"), word("critical"),
                     word("no heartbeat for 3 s"), now - 4 * second, false},
          QCborArray{word("2"), word("card 3/7"), word("restarts"), word("major"),
                     word("restarted 3 times in 5 s"), now - second, false},
          QCborArray{word("3"), word("port 2/5/1"), word("out of service"), word("major"),
                     word("its card has failed"), now - 4 * second, true}};
}

QCborArray processes() {
  QCborArray rows;
  for (int i = 1; i <= 9; ++i)
    rows.append(QCborArray{QString::number(i), QStringLiteral("<0.%1.0>").arg(9'000 + i),
                           QStringLiteral("half_call 3/7/%1").arg(i), QString{},
                           byte(State::active), 212 / i, now - i * 3 * second});
  return rows;
}

QCborArray faults() {
  return {QCborArray{word("card_crash"), word("card_crash"), word("card 3/7"), now - 3 * second,
                     nullptr, word("over"), 1, word("scenario"), word("not_held"),
                     word("calls_lost == 0: 2")},
          QCborArray{word("hang"), word("firmware_hang"), word("card 3/7"), now - second,
                     now + 4 * second, word("active"), 1, word("operator"), word("awaited"),
                     word("recovered within 30s")},
          QCborArray{word("late"), word("message_loss"), word("link 3/7"), now + 40 * second,
                     nullptr, word("planned"), 0, word("operator"), nullptr, QString{}},
          QCborArray{word("noise"), word("message_loss"), word("all links"), now - 40 * second,
                     now - 20 * second, word("taken_back"), 32, word("operator"), word("held"),
                     word("level <= 2: 1")},
          QCborArray{word("pull"), word("card_pulled"), word("card 1/1"), now + 30 * second,
                     nullptr, word("planned"), 0, word("scenario"), nullptr, QString{}}};
}

/// The last two minutes, second by second; a few restarts at its end.
QCborArray series() {
  QCborArray rows;
  for (qint64 n = 720; n <= now / second; ++n)
    rows.append(QCborArray{QString::number(n), 48 + n * 7 % 9, 40 + n * 5 % 7, 3 + n % 4, n % 3,
                           n > 836 ? n - 836 : 0, 1'180 + n * 3 % 40,
                           (60 + n * 11 % 17) * 1'000'000, (84 + n * 13 % 41) * 1'000'000});
  return rows;
}

QCborArray group_series() {
  QCborArray rows;
  for (const char* group : {"north", "south"})
    for (qint64 n = 0; n < now / second / 10; ++n)
      rows.append(QCborArray{QStringLiteral("%1 %2").arg(word(group)).arg(n), 30,
                             20.0 + static_cast<double>(n * 7 % 11), 50, n % 3, 24.5,
                             0.01 + static_cast<double>(n % 7) / 1'000.0, 0.0134});
  return rows;
}

QCborArray metrics() {
  return {QCborMap{{word("name"), word("calls_lost")},
                   {word("argument"), word("none")},
                   {word("unit"), word("count")},
                   {word("meaning"), word("calls that a fault ended")}},
          QCborMap{{word("name"), word("answered_share")},
                   {word("argument"), word("none")},
                   {word("unit"), word("share")},
                   {word("meaning"), word("of all attempts")}},
          QCborMap{{word("name"), word("restarts")},
                   {word("argument"), word("optional_level")},
                   {word("unit"), word("count")},
                   {word("meaning"), word("restarts by supervisors, of a level or of all")}}};
}

QCborMap budget(const char* label, int before, int after, int most, const char* above) {
  return {{word("label"), word(label)}, {word("restarts"), before},
          {word("after"), after},       {word("budget"), most},
          {word("period"), 5 * second}, {word("escalates_to"), word(above)}};
}

QCborArray event(qint64 number, const char* event_class, const QCborMap& fields) {
  return {number, now - (481'240 - number) * second / 10, word(event_class), fields};
}

QCborArray events() {
  return {event(481'226, "lifecycle",
                {{word("kind"), word("phase")}, {word("phase"), word("measured")}}),
          event(481'227, "command",
                {{word("do"), word("inject")}, {word("client"), word("operator 1")}}),
          event(481'228, "fault",
                {{word("kind"), word("strikes")},
                 {word("fault"), word("firmware_hang")},
                 {word("target"), word("card 3/7")}}),
          event(481'229, "crash",
                {{word("pid"), word("<0.4711.0>")},
                 {word("label"), word("lc_scan 3/7")},
                 {word("reason"), word("{badmatch, ring_timer}")},
                 {word("state"), word("scanning")}}),
          event(481'230, "supervision",
                {{word("kind"), word("restarted")},
                 {word("supervisor"), word("card_3_7")},
                 {word("child"), word("lc_scan")},
                 {word("reason"), word("{badmatch, ring_timer}")},
                 {word("budget_used"), 3},
                 {word("budget"), 3}}),
          event(481'231, "supervision",
                {{word("kind"), word("gave_up")},
                 {word("supervisor"), word("shelf_3")},
                 {word("label"), word("card_3_7")},
                 {word("reason"), word("shutdown")}}),
          event(481'232, "recovery",
                {{word("level"), 3},
                 {word("level_name"), word("card")},
                 {word("what"), word("card_3_7")},
                 {word("lost_stable"), 2},
                 {word("lost_transient"), 13},
                 {word("took"), 800'000'000}}),
          event(481'233, "alarm",
                {{word("kind"), word("raised")},
                 {word("severity"), word("major")},
                 {word("object"), word("card 3/7")},
                 {word("cause"), word("restarts")}})};
}

}  // namespace

QCborMap canned_hello() {
  return {{word("hello"), management::protocol_version},
          {word("program"), word("forlopp 0.1.0")},
          {word("run"), word("run-1")},
          {word("scenario"), word("let_it_crash")},
          {word("title"), word("Let it crash")},
          {word("seed"), 42},
          {word("role"), word("operator")},
          {word("topics"), topics()},
          {word("faults"), catalogue()},
          {word("metrics"), metrics()}};
}

QCborMap canned_frame() {
  const QCborArray run{word("run"),      word("running"),        1.0, now,       900 * second,
                       word("measured"), word("blocking > 2 %"), 1.0, 1'204'711, 2'611};
  return {{word("frame"), 1},
          {word("vtime"), now},
          {word("event"), 481'233},
          {word("topics"), QCborMap{{word("run"), all({QCborValue{run}})},
                                    {word("health"), all(health())},
                                    {word("supervision"), all(supervision())},
                                    {word("cards"), all(cards())},
                                    {word("calls"), all(calls())},
                                    {word("alarms"), all(alarms())},
                                    {word("processes mailbox"), all(processes())},
                                    {word("faults"), all(faults())},
                                    {word("series"), all(series())},
                                    {word("group_series"), all(group_series())}}},
          {word("events"), events()},
          {word("lost"), QCborMap{{word("after"), 481'200},
                                  {word("before"), 481'226},
                                  {word("by_class"), QCborMap{{word("call"), 25}}}}}};
}

QCborMap canned_answer(const QCborMap& request) {
  QCborMap ok;
  const QString what = request[QLatin1String{"do"}].toString();
  if (what == word("inspect"))
    ok = {{word("pid"), request[QLatin1String{"process"}]},
          {word("status"), word("waiting")},
          {word("mailbox"), 40},
          {word("links"), QCborArray{word("<0.4700.0>"), word("<0.4712.0>")}},
          {word("state"), QCborMap{{word("name"), word("scanning")}, {word("round"), 17}}}};
  if (what == word("dry_run"))
    ok = {{word("count"), 1},
          {word("hits"), QCborArray{word("card 3/7")}},
          {word("stable"), 7},
          {word("transient"), 2},
          {word("supervisors"), QCborArray{budget("shelf_3", 2, 3, 3, "shelf_sup"),
                                           budget("shelf_sup", 0, 0, 5, "switch_sup")}}};
  if (what == word("ladder")) ok = canned_ladder();
  if (what == word("message")) ok = canned_message();
  return {{word("re"), request[QLatin1String{"id"}]},
          {word("ok"), ok},
          {word("vtime"), now},
          {word("event"), 481'233}};
}

}  // namespace forlopp::console

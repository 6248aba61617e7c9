#include "tests/gui/canned_ladder.hpp"

#include <QCborArray>

namespace forlopp::console {
namespace {

constexpr qint64 millisecond = 1'000'000;
constexpr qint64 began = 840'000 * millisecond;  // 00:14:00

QString word(const char* text) {
  return QString::fromUtf8(text);
}

struct Step {
  qint64 after;  // Microseconds from the beginning.
  const char* from;
  const char* to;
  const char* type;
  int cause;
  const char* kind = "message";
};

constexpr Step steps[]{
    {0, "telephones", "card 1/1", "Event", 0},
    {1'000, "calls", "o_half 7", "o_half", 1, "spawn"},
    {1'080, "o_half 7", "card 1/1", "GiveTone", 2},
    {1'200, "o_half 7", "o_half 7", "HalfTimer", 2, "timer"},
    {900'000, "card 1/1", "o_half 7", "DigitHeard", 1},
    {1'400'000, "card 1/1", "o_half 7", "DigitHeard", 1},
    {1'400'100, "o_half 7", "path_finder", "RequestPath", 6},
    {1'400'160, "path_finder", "o_half 7", "PathGranted", 7},
    {1'400'300, "calls", "t_half 7", "t_half", 6, "spawn"},
    {1'400'380, "t_half 7", "o_half 7", "Link", 9, "signal"},
    {1'400'500, "t_half 7", "card 2/5", "StartRinging", 9},
    {1'401'000, "t_half 7", "o_half 7", "Alerting", 11},
    {9'400'000, "card 2/5", "t_half 7", "OffHook", 11},
    {9'400'200, "t_half 7", "o_half 7", "Answer", 13},
    {9'400'260, "o_half 7", "card 1/1", "ConnectPath", 14},
    {21'000'000, "t_half 7", "t_half 7", "killed", 0, "exit"},
    {21'000'050, "t_half 7", "o_half 7", "ExitSignal", 16, "signal"},
    {21'000'060, "t_half 7", "calls", "ExitSignal", 16, "signal"},
    {21'000'500, "calls", "card 2/5", "card 2/5", 16, "restart"},
    {21'000'800, "o_half 7", "o_half 7", "normal", 17, "exit"},
};

}  // namespace

QCborMap canned_ladder() {
  QCborArray rows;
  for (int id = 1; const Step& step : steps) {
    const qint64 vtime = began + step.after * 1'000;
    rows.append(QCborArray{vtime, word(step.from), word(step.to), word(step.type), id++,
                           step.cause == 0 ? QCborValue{nullptr} : QCborValue{step.cause},
                           word(step.kind), vtime - 40'000, vtime, 0});
  }
  return {{word("source"), word("trace")},
          {word("tracing"), true},
          {word("since"), began},
          {word("alive"), true},
          {word("forgotten"), 0},
          {word("left_out"), 0},
          {word("lanes"),
           QCborArray{word("telephones"), word("card 1/1"), word("o_half 7"), word("t_half 7"),
                      word("card 2/5"), word("calls"), word("path_finder")}},
          {word("pids"),
           QCborArray{word("<0.12.1>"), word("<0.501.1>"), word("<0.9121.1>"), word("<0.9155.1>"),
                      word("<0.541.2>"), word("<0.40.1>"), word("<0.44.1>")}},
          {word("steps"), rows},
          {word("text"), word("seconds  telephones  card 1/1\n")}};
}

QCborMap canned_message() {
  return {{word("step"), 5},
          {word("cause"), 1},
          {word("effects"), QCborArray{6, 7}},
          {word("waiting"), 0},
          {word("body"), QCborMap{{word("digit"), word("7")}, {word("number"), 1}}}};
}

}  // namespace forlopp::console

#include <fmt/format.h>

#include "callmodel/cause.hpp"
#include "scenarios/cli/commands.hpp"
#include "switch/charging/call_query.hpp"

namespace forlopp::cli {
namespace {

using exchange::CallRow;

std::string_view cause_name(int cause) {
  return callmodel::name(static_cast<callmodel::Cause>(cause));
}

void print_csv(const std::vector<CallRow>& calls) {
  fmt::print("call,calling,called,seized,answered,ended,cause,released_by\n");
  for (const CallRow& call : calls) {
    const std::string answered = call.answered ? fmt::format("{:.6f}", *call.answered) : "";
    fmt::print("{},{},{},{:.6f},{},{:.6f},{},{}\n", call.call, call.calling, call.called,
               call.seized, answered, call.ended, call.cause, call.released_by);
  }
}

void print_table(const std::vector<CallRow>& calls) {
  fmt::print("{:>8}  {:<12}  {:<12}  {:>12}  {:>10}  {:>10}  {}\n", "call", "calling", "called",
             "seized s", "set-up s", "talked s", "cause");
  for (const CallRow& call : calls) {
    const std::string set_up =
        call.answered ? fmt::format("{:.3f}", *call.answered - call.seized) : "";
    const std::string talked =
        call.answered ? fmt::format("{:.3f}", call.ended - *call.answered) : "";
    fmt::print("{:>8}  {:<12}  {:<12}  {:>12.3f}  {:>10}  {:>10}  {} {}\n", call.call, call.calling,
               call.called, call.seized, set_up, talked, call.cause, cause_name(call.cause));
  }
}

}  // namespace

int calls(const CallsArguments& arguments) {
  const auto found = exchange::find_calls(arguments.database, {.calling = arguments.from,
                                                               .called = arguments.to,
                                                               .cause = arguments.cause,
                                                               .limit = arguments.limit});
  if (!found) {
    fmt::print(stderr, "forlopp: {}\n", found.error());
    return refused;
  }
  if (arguments.csv) {
    print_csv(*found);
    return held;
  }
  print_table(*found);
  if (arguments.limit > 0 && found->size() == arguments.limit) {
    fmt::print("The first {}; --limit 0 shows all.\n", arguments.limit);
  }
  return held;
}

}  // namespace forlopp::cli

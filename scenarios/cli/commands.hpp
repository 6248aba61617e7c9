#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "switch/mgmt/protocol/words.hpp"

/// What the program `forlopp` can be told to do. Each returns the program's exit code and writes
/// its result to standard output, everything else to standard error.
namespace forlopp::cli {

enum ExitCode : int {
  held = 0,           ///< Done; every expectation held.
  not_held = 1,       ///< Done; an expectation or a conservation law did not hold.
  refused = 2,        ///< Not done: a mistake in what was asked or in a file.
  interrupted = 130,  ///< Ended by Ctrl-C or SIGTERM, whatever had held so far.
};

/// Where a run can be watched and driven while it lasts.
struct ServeArguments {
  std::string address = "127.0.0.1";
  std::uint16_t port = management::usual_port;  ///< 0: any free one.
  std::string token{};                 ///< Of those who may change something; empty: a new one.
  std::vector<std::string> origins{};  ///< Of browsers' pages that may come.
  bool paused = false;                 ///< Before anything has happened.
  bool stays = false;                  ///< When the run is over, until somebody says `finish`.
};

struct RunArguments {
  std::string program = "forlopp";       ///< How this program was called.
  std::vector<std::string> scenarios{};  ///< Files, or names of those that come along.
  std::optional<std::uint64_t> seed{};
  std::string out = "runs";  ///< Each run gets a new folder of its own in here.
  double pace = 0;           ///< 0: as fast as it can; 1: real time.
  bool quiet = false;        ///< No progress and no report, only the verdict.
  std::uint64_t seeds = 1;   ///< Run with so many seeds, one after the other.
  std::optional<ServeArguments> serve{};
};
int run(const RunArguments& arguments);

enum class Output : std::uint8_t { text, json };

struct CtlArguments {
  std::string address = "127.0.0.1";
  std::uint16_t port = management::usual_port;
  std::string token{};  ///< Empty: that which an exchange of this user on this machine has left.
  Output output = Output::text;
  std::vector<std::string> words{};
  std::vector<std::string> expected{};  ///< Of the fault that the words inject.
};
/// Says one thing to a living exchange and prints what it hears. `not_held`: the exchange says no;
/// `interrupted`: Ctrl-C came before all was heard. What goes on until the end of the exchange is
/// `held` when that has come in order, `refused` when the connection broke.
int ctl(const CtlArguments& arguments);
/// For `--help`: a line for each word.
std::string ctl_help();

/// Reads scenarios and says what they would do.
int check(const std::vector<std::string>& scenarios);

/// The scenarios that come along, a line each.
int list();

struct CallsArguments {
  std::string database{};
  std::string from{};  ///< Calling number, or its beginning.
  std::string to{};    ///< Called number, or its beginning.
  std::optional<int> cause{};
  std::uint64_t limit = 50;
  bool csv = false;
};
/// Call records of a database, as a table or as CSV.
int calls(const CallsArguments& arguments);

}  // namespace forlopp::cli

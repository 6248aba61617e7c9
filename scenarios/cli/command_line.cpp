#include "scenarios/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/option_checks.hpp"

namespace forlopp::cli {
namespace {

constexpr auto about =
    "A telephone exchange to load, break, watch and take apart.\n"
    "Exit codes: 0 all expectations held, 1 one did not, 2 a mistake in the command or a file,\n"
    "130 interrupted by Ctrl-C (the report is of the time until then).";

/// A run, and how it is served if it is.
struct Serving {
  RunArguments run{};
  ServeArguments serve{};
  std::string scenario = "busy_hour";  ///< The one that `serve` serves.
};

void add_port(CLI::App& command, ServeArguments& arguments) {
  command.add_option("--port", arguments.port, "The management port; 0: any free one")
      ->capture_default_str();
  command.add_option("--address", arguments.address, "Where it listens; 0.0.0.0: everywhere")
      ->capture_default_str();
  command.add_option("--token", arguments.token,
                     "What those must know who change something; otherwise a new one");
  command.add_option("--origin", arguments.origins, "A web page's origin that may connect");
}

void add_run(CLI::App& program, Serving& serving, int& exit_code) {
  RunArguments& arguments = serving.run;
  CLI::App* run = program.add_subcommand(
      "run", "Run scenarios in virtual time, print the report, and keep it in a folder");
  run->add_option("SCENARIO", arguments.scenarios, "Files, or names from `forlopp list`")
      ->required();
  run->add_option("--seed", arguments.seed, "Another seed than the scenario's")
      ->check(CLI::Validator{refusal_of_seed, "", "seed"});
  run->add_option("--seeds", arguments.seeds, "Run with so many seeds, from the first one upwards")
      ->check(CLI::Validator{refusal_of_seeds, "", "seeds"});
  run->add_option("--out", arguments.out, "Where the run's new folder goes")->capture_default_str();
  run->add_option("--pace", arguments.pace,
                  "Virtual seconds per real second: 1 is real time, 0 as fast as it can")
      ->check(CLI::Validator{refusal_of_pace, "", "pace"});
  run->add_flag("--quiet", arguments.quiet,
                "Only the verdict; of many seeds, keep only the runs that did not pass");
  CLI::Option* serve = run->add_flag("--serve");
  serve->description("Open to consoles and `forlopp ctl` while it runs");
  add_port(*run, serving.serve);
  run->callback([&serving, &exit_code, serve] {
    if (serve->count() > 0) serving.run.serve = serving.serve;
    exit_code = cli::run(serving.run);
  });
}

void add_serve(CLI::App& program, Serving& serving, int& exit_code) {
  serving.run.pace = 1;
  CLI::App* serve = program.add_subcommand(
      "serve", "Run a scenario in real time for consoles and `forlopp ctl`, until it is finished");
  serve->add_option("SCENARIO", serving.scenario, "A file, or a name from `forlopp list`")
      ->capture_default_str();
  serve->add_option("--seed", serving.run.seed, "Another seed than the scenario's")
      ->check(CLI::Validator{refusal_of_seed, "", "seed"});
  serve->add_option("--out", serving.run.out, "Where the run's new folder goes")
      ->capture_default_str();
  serve->add_option("--pace", serving.run.pace, "Virtual seconds per real second to begin with")
      ->capture_default_str()
      ->check(CLI::Validator{refusal_of_pace, "", "pace"});
  serve->add_flag("--paused", serving.serve.paused, "Begin with time standing still");
  add_port(*serve, serving.serve);
  serve->callback([&] {
    serving.serve.stays = true;
    serving.run.scenarios = {serving.scenario};
    serving.run.serve = serving.serve;
    exit_code = cli::run(serving.run);
  });
}

void add_ctl(CLI::App& program, CtlArguments& arguments, int& exit_code) {
  CLI::App* ctl = program.add_subcommand("ctl", "Look at, drive and break a living exchange");
  ctl->add_option("WORD", arguments.words, "What to do; see below")->required();
  ctl->add_option("--expect", arguments.expected,
                  "Of `inject`: what must come of the fault, `recovered within 5s`; it is judged")
      ->allow_extra_args(false);
  ctl->add_option("--port", arguments.port, "Its management port")->capture_default_str();
  ctl->add_option("--address", arguments.address, "Its machine")->capture_default_str();
  ctl->add_option("--token", arguments.token,
                  "What `serve` printed; not needed for an exchange of yours on this machine");
  ctl->add_flag_callback(
      "--json", [&] { arguments.output = Output::json; }, "Documents, a line each");
  ctl->footer(ctl_help());
  ctl->callback([&] { exit_code = cli::ctl(arguments); });
}

void add_calls(CLI::App& program, CallsArguments& arguments, int& exit_code) {
  CLI::App* calls = program.add_subcommand("calls", "Show the call records of a run");
  calls->add_option("DB", arguments.database, "A run's calls.db")->required();
  calls->add_option("--from", arguments.from, "Calling number, or how it begins");
  calls->add_option("--to", arguments.to, "Called number, or how it begins");
  calls->add_option("--cause", arguments.cause, "Cause value of Q.850, e.g. 16")
      ->check(CLI::Range(1, 127));
  calls->add_option("--limit", arguments.limit, "At most so many; 0: all")->capture_default_str();
  calls->add_flag("--csv", arguments.csv, "Comma-separated values instead of a table");
  calls->callback([&] { exit_code = cli::calls(arguments); });
}

}  // namespace

int obey(int argc, char** argv) {
  int exit_code = held;
  Serving run;
  Serving serve;
  if (argc > 0) serve.run.program = run.run.program = argv[0];
  CtlArguments ctl;
  CallsArguments calls;
  std::vector<std::string> to_check;

  CLI::App program{about, "forlopp"};
  program.require_subcommand(1);
  program.set_version_flag("--version", FORLOPP_VERSION);
  add_run(program, run, exit_code);
  add_serve(program, serve, exit_code);
  add_ctl(program, ctl, exit_code);
  CLI::App* check =
      program.add_subcommand("check", "Read scenarios and say what they would do, without running");
  check->add_option("SCENARIO", to_check, "Files, or names from `forlopp list`")->required();
  check->callback([&] { exit_code = cli::check(to_check); });
  program.add_subcommand("list", "The scenarios that come along, a line each")->callback([&] {
    exit_code = cli::list();
  });
  add_calls(program, calls, exit_code);

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? held : refused;
  }
  return exit_code;
}

}  // namespace forlopp::cli

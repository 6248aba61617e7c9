#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/interrupt.hpp"
#include "scenarios/cli/live_service.hpp"
#include "scenarios/cli/progress_line.hpp"
#include "scenarios/cli/refuse.hpp"
#include "scenarios/cli/replay_command.hpp"
#include "scenarios/cli/run_folder.hpp"
#include "scenarios/cli/scenario_files.hpp"
#include "scenarios/engine/report_html.hpp"
#include "scenarios/engine/report_json.hpp"
#include "scenarios/engine/report_terminal.hpp"
#include "scenarios/engine/run.hpp"

namespace forlopp::cli {

namespace fs = std::filesystem;
using scenario::Measurements;
using scenario::Scenario;

namespace {

/// It is there whole, or as it was before.
bool write_file(const fs::path& path, const std::string& content) {
  const fs::path part = path.string() + ".part";
  errno = 0;
  std::ofstream file{part, std::ios::binary};
  file << content;
  file.close();
  if (file.good() && std::rename(part.c_str(), path.c_str()) == 0) return true;
  fmt::print(stderr, "forlopp: cannot write {}: {}\n", path.string(), std::strerror(errno));
  return false;
}

bool remove_folder(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (!error) return true;
  fmt::print(stderr, "forlopp: cannot remove {}: {}\n", path.string(), error.message());
  return false;
}

scenario::Colour colour_of_output() {
  const bool colours = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  return colours ? scenario::Colour::ansi : scenario::Colour::none;
}

bool write_reports(const fs::path& folder, const Measurements& measured) {
  const bool json = write_file(folder / "report.json", json_report(measured));
  const bool html = write_file(folder / "report.html", html_report(measured));
  const std::string text = terminal_report(measured, scenario::Colour::none);
  return write_file(folder / "report.txt", text) && json && html;
}

std::string_view short_verdict(scenario::Verdict verdict) {
  switch (verdict) {
    case scenario::Verdict::passed: return "held";
    case scenario::Verdict::failed: return "NOT HELD";
    case scenario::Verdict::interrupted: return "interrupted";
  }
  return "NOT HELD";
}

std::string verdict_line(const Measurements& measured) {
  return fmt::format("{} seed {} {} {}\n", measured.run.scenario, measured.run.seed,
                     measured.run.fingerprint, short_verdict(verdict_of(measured)));
}

int exit_code_of(const Measurements& measured) {
  if (measured.run.interrupted) return interrupted;
  return passed(measured) ? held : not_held;
}

/// A scenario, and how its user asked for it.
struct Wanted {
  Scenario scenario;
  std::string name_or_path;
};

/// Of many runs of which only the verdicts are wanted, those that passed are not kept.
bool is_worth_keeping(const Measurements& measured, const RunArguments& arguments) {
  return arguments.seeds == 1 || !arguments.quiet || !passed(measured);
}

/// With progress on the terminal, and open to those outside if they are to be served.
runtime::Result<Measurements, std::string> watched_run(const Wanted& wanted, std::uint64_t seed,
                                                       const fs::path& folder,
                                                       const RunArguments& arguments) {
  ProgressLine progress;
  std::unique_ptr<LiveService> service;
  if (arguments.serve) {
    const auto write = [&folder](const Measurements& measured) { write_reports(folder, measured); };
    auto served = serve_run({wanted.scenario, seed, progress, write}, arguments);
    if (!served) return runtime::err(std::move(served.error()));
    service = std::move(*served);
    fmt::print(stderr, "{}\n", service->invitation());
  }
  return scenario::run(
      wanted.scenario,
      {.seed = seed,
       .database = folder / "calls.db",
       .replay_command = replay_command(how_started(arguments.program), wanted.name_or_path, seed),
       .pace = arguments.pace,
       .watcher = &progress,
       .driver = service ? &service->driver() : nullptr});
}

/// One run with one seed: folder, run, reports.
int run_once(const Wanted& wanted, std::uint64_t seed, const RunArguments& arguments) {
  const Scenario& scenario = wanted.scenario;
  const auto folder = make_run_folder(arguments.out, scenario.name, seed);
  if (!folder) return refuse(folder.error());
  auto measured = watched_run(wanted, seed, *folder, arguments);
  if (!measured) {
    remove_folder(*folder);
    return refuse(measured.error());
  }
  const bool kept = is_worth_keeping(*measured, arguments);
  const bool written = kept ? write_reports(*folder, *measured) : remove_folder(*folder);
  if (arguments.quiet) {
    fmt::print("{}", verdict_line(*measured));
  } else {
    fmt::print("{}\nKept in {}: report.html, report.json, report.txt, calls.db\n",
               terminal_report(*measured, colour_of_output()), folder->string());
  }
  return written ? exit_code_of(*measured) : int{refused};
}

}  // namespace

int run(const RunArguments& arguments) {
  std::vector<Wanted> scenarios;
  for (const std::string& name : arguments.scenarios) {
    auto scenario = read_scenario(name);
    if (!scenario) return refused;
    scenarios.push_back({std::move(*scenario), name});
  }
  const InterruptNoted noted;
  int worst = held;
  for (const Wanted& wanted : scenarios) {
    const std::uint64_t first = arguments.seed.value_or(wanted.scenario.seed);
    for (std::uint64_t i = 0; i < arguments.seeds; ++i) {
      worst = std::max(worst, run_once(wanted, first + i, arguments));
      if (InterruptNoted::happened()) return interrupted;
    }
  }
  return worst;
}

}  // namespace forlopp::cli

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/time.hpp"
#include "tests/conformance/scenario.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// What one process is to do, in the words of the scenario. A value: it travels as a message.
struct Command {
  std::string verb{};
  std::string name{};                ///< A process's, or to be registered.
  std::string as{};                  ///< What a new reference is to be called.
  std::string ref{};                 ///< A reference: monitor, alias or timer.
  std::vector<std::string> to{};     ///< Destinations, processes; mostly one.
  std::vector<std::string> match{};  ///< Terms.
  std::string term{};                ///< Message, reason or value.
  std::string what{};
  std::string table{};
  std::string key{};
  std::string group{};
  std::string heir{};
  std::vector<std::string> options{};
  runtime::Duration time{};
  bool flag = false;    ///< For trap.
  bool sorted = false;  ///< For drain.
  bool posted = false;  ///< Nobody waits for it.

  bool has(const std::string& option) const;
  /// What follows `name:` in an option; empty if it is not there.
  std::string option(const std::string& name) const;
};

struct ProcessStep {
  Fields fields;
  std::string title{};
  Order order = Order::causal;
  std::string process{};  ///< Empty: done from outside.
  Command command{};
};

std::vector<ProcessStep> read_process_steps(const std::vector<Fields>& steps);

}  // namespace forlopp::conformance

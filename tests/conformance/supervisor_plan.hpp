#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/result.hpp"
#include "runtime/supervisor.hpp"
#include "tests/conformance/fields.hpp"

namespace forlopp::conformance {

struct SupervisorPlan;

/// What a start function does: `ok`, `error:R`, ... split at the colon.
struct Outcome {
  std::string what;
  std::string detail{};
};

/// How a worker takes an exit signal.
struct Trap {
  enum class Mode : std::uint8_t { none, same, ignore, exit, delay };
  Mode mode = Mode::none;
  std::string reason{};  ///< For `exit`.
  runtime::Duration delay{};
};

/// A child as the scenario gives it; flags are words, because they may be wrong on purpose.
struct ChildPlan {
  std::string id;
  std::string restart = "permanent";
  std::optional<std::string> shutdown{};
  std::string significant = "false";
  bool has_start = true;
  std::vector<Outcome> starts{};  ///< Empty: always ok.
  Trap trap{};
  std::shared_ptr<const SupervisorPlan> supervisor{};  ///< Null for workers.
};

struct SupervisorPlan {
  std::string id;
  std::string strategy = "one_for_one";
  std::string intensity = "1";
  std::string period = "5";
  std::string auto_shutdown = "never";
  std::string init{};  ///< `ignore`, `bad`, `crash`; empty: as usual.
  std::vector<ChildPlan> children{};
};

Outcome read_outcome(const Fields& where, const std::string& text);
ChildPlan read_child(const Fields& fields);
/// `plan` with what `fields` gives replaced.
SupervisorPlan read_supervisor(const Fields& fields, SupervisorPlan plan);

/// OTP's term for what C++ has no value for.
struct Fault {
  std::string term;
  bool in_child = false;
};
/// All of a plan but its children.
runtime::Result<runtime::SupervisorSpec, Fault> flags_of(const SupervisorPlan& plan);
/// All of a child but its start function.
runtime::Result<runtime::ChildSpec, Fault> child_of(const ChildPlan& plan);

}  // namespace forlopp::conformance

#pragma once

#include <vector>

#include "runtime/application.hpp"
#include "runtime/result.hpp"

/// What the application controller is asked, each as a `Call`.
namespace forlopp::runtime::application {

struct Load {
  Application application;
};
struct Start {
  Name name;
  Restart type;
};
struct Stop {
  Name name;
};
struct Running {};
struct Needs {
  Name name;
};
/// Answer to all but `Running` and `Needs`, which answer with names.
struct Done {
  static constexpr bool is_isolated_value = true;
  Outcome outcome;
};
struct Names {
  static constexpr bool is_isolated_value = true;
  Result<std::vector<Name>, ExitReason> names;
};

/// Under which it is registered.
Name controller_name();

}  // namespace forlopp::runtime::application

#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/conformance/puppet.hpp"

namespace forlopp::conformance {

using Lines = std::vector<std::string>;

/// Who does what.
struct Doer {
  runtime::Context self;
  Troupe& troupe;
  const Command& command;

  runtime::Pid pid(const std::string& name) const { return troupe.stage().pid_of(name); }
  runtime::Pid to() const { return pid(command.to.front()); }
};

/// What verbs do that need not wait; the lines are what there is to say.
using Acts = std::map<std::string, Lines (*)(const Doer&)>;
const Acts& plain_acts();
const Acts& group_acts();
const Acts& table_acts();

/// Does not return if the process ends by it.
Lines act(const Doer& doer);

}  // namespace forlopp::conformance

#pragma once

#include <string>
#include <vector>

#include "runtime/supervisor.hpp"
#include "tests/conformance/stage.hpp"

/// What a supervisor answered, as a trace shows it.
namespace forlopp::conformance {

std::string shown(const Stage& stage, const runtime::StartChildAnswer& answer);
std::string shown(const Stage& stage, const runtime::ChildAnswer& answer);
/// Instances of simple_one_for_one are known by pid only: the id is `_`, and the list is sorted.
std::string shown(const Stage& stage, const std::vector<runtime::ChildInfo>& children,
                  runtime::Strategy strategy);
std::string shown(const Stage& stage, const runtime::ChildCounts& counts);
std::string shown(const Stage& stage, const runtime::ChildSpecAnswer& answer);
std::string shown(const Stage& stage, const runtime::UpgradeAnswer& answer);

}  // namespace forlopp::conformance

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.hpp"
#include "runtime/simulated_node.hpp"
#include "scenarios/engine/fault_text.hpp"
#include "scenarios/engine/units.hpp"
#include "switch/mgmt/document.hpp"

/// Reads the arguments of requests. Errors are sentences that begin with the argument's name.
namespace forlopp::live {

const management::Document* find(const management::Map& arguments, std::string_view key);

/// A text; nothing without it.
runtime::Result<std::optional<std::string>, std::string> text_of(const management::Map& arguments,
                                                                 std::string_view key);
/// A number, whole or not, of at least `least`; nothing without it.
runtime::Result<std::optional<double>, std::string> number_of(const management::Map& arguments,
                                                              std::string_view key, double least);
/// A whole number of at least `least`; nothing without it.
runtime::Result<std::optional<std::int64_t>, std::string> count_of(const management::Map& arguments,
                                                                   std::string_view key,
                                                                   std::int64_t least);
/// Nanoseconds as a number, or a text such as `90 s`, at most a year; nothing without it.
runtime::Result<std::optional<scenario::Duration>, std::string> time_of(
    const management::Map& arguments, std::string_view key);
/// Reads `<0.17.1>`.
std::optional<runtime::Pid> read_pid(std::string_view text);
/// The process with that pid, living or not; else the living one of that name, or called so if it
/// has no name. Nobody if there is none.
runtime::Pid process_called(std::string_view text, const runtime::SimulatedNode& node);
/// A living process by its pid, as a number or as `<0.17.1>`, or as
/// `process_called`. The error: there is none.
runtime::Result<runtime::Pid, std::string> process_of(const management::Map& arguments,
                                                      std::string_view key,
                                                      const runtime::SimulatedNode& node);
/// Everything but these keys, as a scenario file would write it; what is expected may be a list.
runtime::Result<std::vector<scenario::Written>, std::string> written_of(
    const management::Map& arguments, std::initializer_list<std::string_view> but);

}  // namespace forlopp::live

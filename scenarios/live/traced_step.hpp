#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/pid.hpp"
#include "runtime/time.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What went between two processes, or happened to one.
enum class StepKind : std::uint8_t { message, signal, timer, spawn, exit, restart };
/// As on the wire.
std::string_view name(StepKind kind);

/// `StartChild` of `Call<forlopp::runtime::StartChild>`: questions and answers are told apart by
/// their arrows.
std::string_view innermost(std::string_view type);

/// One step of a ladder: a message is one step, from its sending until it is handled.
struct TracedStep {
  std::uint64_t id = 0;     ///< 0: from a black box, which does not tell them apart.
  std::uint64_t cause = 0;  ///< The step that it came of; 0: from outside, or not known any more.
  StepKind kind = StepKind::message;
  std::optional<runtime::Instant> sent{};     ///< Not known: before anybody looked.
  std::optional<runtime::Instant> handled{};  ///< Not yet, or never.
  runtime::Pid from{};
  runtime::Pid to{};
  std::string from_label{};
  std::string to_label{};
  std::string type{};                      ///< Of a message or signal; the reason of an exit.
  std::optional<std::uint32_t> waiting{};  ///< Behind it in the mailbox when it was handled.
  management::Document body{};             ///< Null: not known.

  /// Where it stands in its ladder.
  runtime::Instant when() const { return handled ? *handled : sent.value_or(runtime::Instant{}); }
};

}  // namespace forlopp::live

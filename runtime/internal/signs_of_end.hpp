#pragma once

#include "runtime/message.hpp"
#include "runtime/signals.hpp"

/// By what a process learns of another's end, as predicates for `receive_if`.
namespace forlopp::runtime {

struct DownOf {
  Ref monitor;
  bool operator()(const Message& message) const {
    const auto* down = message.get_if<Down>();
    return down != nullptr && down->ref == monitor;
  }
};

struct ExitOf {
  Pid process;
  bool operator()(const Message& message) const {
    const auto* exit = message.get_if<Exit>();
    return exit != nullptr && exit->from == process;
  }
};

}  // namespace forlopp::runtime

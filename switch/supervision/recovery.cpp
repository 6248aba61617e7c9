#include "switch/supervision/recovery.hpp"

namespace forlopp::exchange {

std::string_view name(RecoveryLevel level) {
  switch (level) {
    case RecoveryLevel::message: return "message";
    case RecoveryLevel::half_call: return "half-call";
    case RecoveryLevel::card_process: return "card process";
    case RecoveryLevel::shelf: return "shelf";
    case RecoveryLevel::call_processing: return "call processing";
    case RecoveryLevel::node: return "node";
  }
  return "?";
}

}  // namespace forlopp::exchange

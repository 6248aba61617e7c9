#include "switch/lines/port.hpp"

namespace forlopp::exchange {

std::string_view name(LinePhase phase) {
  switch (phase) {
    case LinePhase::idle: return "idle";
    case LinePhase::calling: return "calling";
    case LinePhase::called: return "called";
    case LinePhase::orphaned: return "orphaned";
    case LinePhase::treated: return "treated";
    case LinePhase::masked: return "masked";
  }
  return "?";
}

std::string_view name(UnitState state) {
  switch (state) {
    case UnitState::in_service: return "in service";
    case UnitState::automatically_blocked: return "automatically blocked";
    case UnitState::manually_blocked: return "manually blocked";
    case UnitState::not_equipped: return "not equipped";
  }
  return "?";
}

}  // namespace forlopp::exchange

#include "scenarios/engine/run_strikes_list.hpp"

namespace forlopp::scenario {

std::string_view name(FaultStage stage) {
  switch (stage) {
    case FaultStage::planned: return "planned";
    case FaultStage::active: return "active";
    case FaultStage::over: return "over";
    case FaultStage::taken_back: return "taken_back";
  }
  return {};
}

std::string_view name(FaultNews::Kind kind) {
  switch (kind) {
    case FaultNews::Kind::strikes: return "strikes";
    case FaultNews::Kind::hits: return "hits";
    case FaultNews::Kind::over: return "over";
    case FaultNews::Kind::taken_back: return "taken_back";
  }
  return {};
}

}  // namespace forlopp::scenario

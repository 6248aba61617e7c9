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

std::string_view name(FaultVerdict verdict) {
  switch (verdict) {
    case FaultVerdict::none: return "";
    case FaultVerdict::awaited: return "awaited";
    case FaultVerdict::held: return "held";
    case FaultVerdict::not_held: return "not_held";
  }
  return {};
}

std::string_view name(FaultNews::Kind kind) {
  switch (kind) {
    case FaultNews::Kind::strikes: return "strikes";
    case FaultNews::Kind::hits: return "hits";
    case FaultNews::Kind::over: return "over";
    case FaultNews::Kind::taken_back: return "taken_back";
    case FaultNews::Kind::held: return "held";
    case FaultNews::Kind::not_held: return "not_held";
  }
  return {};
}

}  // namespace forlopp::scenario

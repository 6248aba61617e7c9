#include "scenarios/live/publisher.hpp"

namespace forlopp::live {

std::string_view name(RunMode mode) {
  switch (mode) {
    case RunMode::running: return "running";
    case RunMode::paused: return "paused";
    case RunMode::over: return "over";
    case RunMode::rewinding: return "rewinding";
  }
  return {};
}

std::string_view name(scenario::Progress::Phase phase) {
  switch (phase) {
    case scenario::Progress::Phase::warm_up: return "warm_up";
    case scenario::Progress::Phase::measured: return "measured";
    case scenario::Progress::Phase::drain: return "drain";
  }
  return {};
}

}  // namespace forlopp::live

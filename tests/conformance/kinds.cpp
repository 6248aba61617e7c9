#include "tests/conformance/kinds.hpp"

namespace forlopp::conformance {

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"event", &play_event},   {"process", &play_process},       {"server", &play_server},
      {"statem", &play_statem}, {"supervisor", &play_supervisor},
  };
  return all;
}

}  // namespace forlopp::conformance

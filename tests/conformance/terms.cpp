#include "tests/conformance/terms.hpp"

#include <algorithm>
#include <array>

namespace forlopp::conformance {

using runtime::ExitReason;
using Kind = ExitReason::Kind;

ExitReason reason_of(std::string_view term) {
  static constexpr std::array kinds{Kind::normal, Kind::shutdown,     Kind::kill,   Kind::killed,
                                    Kind::noproc, Kind::noconnection, Kind::timeout};
  const auto known =
      std::ranges::find_if(kinds, [&](Kind kind) { return to_string(ExitReason{kind}) == term; });
  if (known != kinds.end()) return *known;
  constexpr std::string_view detailed = "{shutdown,";
  if (term.starts_with(detailed) && term.ends_with('}')) {
    term.remove_prefix(detailed.size());
    term.remove_suffix(1);
    return ExitReason::shutdown_because(term);
  }
  return ExitReason{term};
}

std::string shown(const ExitReason& reason) {
  const std::string term = to_term(reason);
  return term.starts_with("{bad_start_spec,") ? "{bad_start_spec,SPECS}" : term;
}

}  // namespace forlopp::conformance

#include "scenarios/live/strategy_name.hpp"

namespace forlopp::live {

std::string_view name_of(runtime::Strategy strategy) {
  switch (strategy) {
    case runtime::Strategy::one_for_one: return "one_for_one";
    case runtime::Strategy::one_for_all: return "one_for_all";
    case runtime::Strategy::rest_for_one: return "rest_for_one";
    case runtime::Strategy::simple_one_for_one: return "simple_one_for_one";
  }
  return "?";
}

}  // namespace forlopp::live

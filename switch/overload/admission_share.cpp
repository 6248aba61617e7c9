#include "switch/overload/admission_share.hpp"

#include <algorithm>

namespace forlopp::exchange {
namespace {

constexpr double steepest_cut = 0.7;   // At most 30 % fewer at a time.
constexpr double largest_rise = 0.03;  // With a processor that is not late at all.

}  // namespace

double AdmissionShare::update(runtime::Duration lateness) {
  const double ratio =
      static_cast<double>(lateness.count()) / static_cast<double>(lateness_wanted.count());
  if (ratio > 1) {
    share_ *= std::max(steepest_cut, 1 / ratio);
  } else {
    share_ += largest_rise * (1 - ratio);
  }
  share_ = std::clamp(share_, share_least, 1.0);
  return share_;
}

}  // namespace forlopp::exchange

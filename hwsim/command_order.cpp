#include "hwsim/command_order.hpp"

namespace forlopp::hwsim {

CommandOrder::Verdict CommandOrder::judge(std::uint32_t number) const {
  if (number == last_ + 1) return Verdict::carry_out;
  if (number > last_) return Verdict::too_early;
  if (number == 0 || last_ - number >= hal::commands_in_flight_max) return Verdict::too_old;
  return Verdict::repeated;
}

void CommandOrder::done(hal::CommandOutcome outcome) {
  ++last_;
  outcomes_ = outcomes_ << bits | static_cast<std::uint32_t>(outcome);
}

hal::CommandOutcome CommandOrder::outcome(std::uint32_t number) const {
  return static_cast<hal::CommandOutcome>(outcomes_ >> bits * (last_ - number) & 0xFU);
}

}  // namespace forlopp::hwsim

#include "hwsim/card_faults.hpp"

#include <fmt/format.h>

namespace forlopp::hwsim {
namespace {

std::string of_messages(double probability) {
  return fmt::format("{:g} % of messages", 100.0 * probability);
}

std::string until(runtime::Duration time) {
  if (time == runtime::Duration::zero()) return "until healed";
  return fmt::format("for {:g} s", static_cast<double>(time.count()) / 1e9);
}

}  // namespace

std::string describe(const PullCard& pull) {
  return fmt::format("card pulled {}", until(pull.back_after));
}

std::string describe(const LeaveCardOut& leave) {
  return fmt::format("card left out {}", until(leave.back_after));
}

std::string describe(const CrashCard& crash) {
  return fmt::format("card crashed {}", until(crash.reset_after));
}

std::string describe(const ShortLine& line) {
  return fmt::format("line {} shorted {}", line.port, until(line.lasting));
}

std::string describe(const BabbleLine& line) {
  return fmt::format("line {} babbles {:g}/s {}", line.port, line.rate, until(line.lasting));
}

std::string describe(const LoseMessages& fault) {
  return fmt::format("loses {}", of_messages(fault.probability));
}

std::string describe(const DelayMessages& fault) {
  return fmt::format("delays {} by {}", of_messages(fault.probability), fault.delay.text());
}

std::string describe(const DoubleMessages& fault) {
  return fmt::format("doubles {}", of_messages(fault.probability));
}

std::string describe(const ReorderMessages& fault) {
  return fmt::format("reorders {}", of_messages(fault.probability));
}

std::string describe(const DamageMessages& fault) {
  return fmt::format("damages {}", of_messages(fault.probability));
}

}  // namespace forlopp::hwsim

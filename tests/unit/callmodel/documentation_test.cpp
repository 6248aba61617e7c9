#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "callmodel/bcsm_drawing.hpp"
#include "callmodel/cause.hpp"
#include "callmodel/o_bcsm.hpp"
#include "callmodel/t_bcsm.hpp"
#include "callmodel/timers.hpp"

namespace forlopp::callmodel {
namespace {

using testing::HasSubstr;

std::string page() {
  std::ifstream file{FORLOPP_CALLMODEL_PAGE};
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(CallModelPage, ShowsTheTablesThatTheHalvesWalk) {
  EXPECT_THAT(page(), HasSubstr(as_text(o_bcsm)));
  EXPECT_THAT(page(), HasSubstr(as_text(t_bcsm)));
}

TEST(CallModelPage, ShowsEveryTimerWithItsRange) {
  const std::string text = page();
  for (const TimerDef& timer : timer_defs) {
    const auto row =
        fmt::format("| {} | {} s | {} to {} s | {} |", timer.name, timer.value.count() / 1000,
                    timer.min.count() / 1000, timer.max.count() / 1000, timer.source);
    EXPECT_THAT(text, HasSubstr(row));
  }
}

TEST(CallModelPage, ShowsEveryCauseWithItsTreatment) {
  const std::string text = page();
  for (const CauseInfo& row : causes()) {
    EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} | {} |", static_cast<unsigned>(row.cause),
                                            row.name, name(row.treatment))));
  }
}

}  // namespace
}  // namespace forlopp::callmodel

#include "callmodel/bcsm.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "callmodel/bcsm_drawing.hpp"
#include "callmodel/o_bcsm.hpp"
#include "callmodel/t_bcsm.hpp"

namespace forlopp::callmodel {
namespace {

TEST(Bcsm, AnswerPassesTheDetectionPointOfTheStandard) {
  const Transition* answer = o_bcsm.find(Pic::o_alerting, BcsmEvent::answered);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->to, Pic::o_active);
  EXPECT_EQ(static_cast<int>(answer->dp), 7);
  EXPECT_EQ(name(answer->dp), "oAnswer");
}

TEST(Bcsm, WhatIsNotInTheTableIsNotFound) {
  EXPECT_EQ(o_bcsm.find(Pic::o_null, BcsmEvent::answered), nullptr);
  EXPECT_EQ(o_bcsm.find(Pic::t_alerting, BcsmEvent::answered), nullptr);
}

TEST(Bcsm, TheTwoTablesPassEveryDetectionPointOfCapabilitySetTwo) {
  std::set<int> passed;
  for (const auto& table : {o_bcsm, t_bcsm}) {
    for (const Transition& row : table.rows()) passed.insert(static_cast<int>(row.dp));
  }
  std::set<int> expected;
  for (int dp = 0; dp <= 27; ++dp) {
    if (dp != 11) expected.insert(dp);
  }
  EXPECT_EQ(passed, expected);
}

TEST(Bcsm, IsDrawnFromTheTableItself) {
  EXPECT_THAT(as_text(t_bcsm), testing::HasSubstr("DP15 tAnswer"));
  const std::string graph = as_graphviz(o_bcsm, "o_bcsm");
  EXPECT_THAT(graph, testing::StartsWith("digraph o_bcsm {\n"));
  EXPECT_THAT(graph,
              testing::HasSubstr("O_Alerting -> O_Active [label=\"answered\\nDP7 oAnswer\"];"));
}

constexpr auto dead_end_rows = std::to_array<Transition>({
    {Pic::o_null, BcsmEvent::attempt, Dp::none, Pic::o_active},
});
static_assert(!is_connected(dead_end_rows, Pic::o_null));

constexpr auto ambiguous_rows = std::to_array<Transition>({
    {Pic::o_null, BcsmEvent::attempt, Dp::none, Pic::o_active},
    {Pic::o_null, BcsmEvent::attempt, Dp::none, Pic::o_alerting},
});
static_assert(!is_deterministic(ambiguous_rows));

}  // namespace
}  // namespace forlopp::callmodel

#include "scenarios/cli/ctl_words.hpp"

#include <gmock/gmock.h>

#include "scenarios/cli/ctl_text.hpp"
#include "scenarios/cli/token_file.hpp"

namespace forlopp::cli {
namespace {

using management::Array;
using management::Map;
using testing::HasSubstr;

Map asked(const std::vector<std::string>& words) {
  const auto request = request_of(words);
  EXPECT_TRUE(request) << request.error();
  return request ? *request : Map{};
}

TEST(CtlWords, GoToTheArgumentsOfTheirWordInOrder) {
  EXPECT_EQ(asked({"inject", "card_pulled", "card 1/2", "reinserted_after=3 s"}),
            (Map{{"do", "inject"},
                 {"fault", "card_pulled"},
                 {"target", "card 1/2"},
                 {"reinserted_after", "3 s"}}));
  EXPECT_EQ(asked({"show", "processes", "mailbox"}),
            (Map{{"do", "subscribe"}, {"topic", "processes"}, {"scope", "mailbox"}}));
}

TEST(CtlWords, AreNumbersWhereTheyLookLikeNumbers) {
  EXPECT_EQ(asked({"run", "0.5"}), (Map{{"do", "run"}, {"pace", 0.5}}));
  EXPECT_EQ(asked({"step", "event", "10"}),
            (Map{{"do", "step"}, {"kind", "event"}, {"count", 10}}));
  EXPECT_EQ(asked({"until", "event=4711"}), (Map{{"do", "until"}, {"event", 4711}}));
}

TEST(CtlWords, GoBackToAMomentOrToTheStart) {
  EXPECT_EQ(asked({"rewind", "event=4711"}), (Map{{"do", "rewind"}, {"event", 4711}}));
  EXPECT_EQ(asked({"rewind", "fresh=true"}), (Map{{"do", "rewind"}, {"fresh", true}}));
}

TEST(CtlWords, OfARecordingAreItsFile) {
  EXPECT_EQ(asked({"record", "day.frec"}), (Map{{"do", "record"}, {"file", "day.frec"}}));
  EXPECT_THAT(request_of({"record"}).error(), HasSubstr("usage: forlopp ctl record FILE"));
}

TEST(CtlWords, OfWatchAreClassesOfEvents) {
  EXPECT_EQ(asked({"watch"}), (Map{{"do", "follow"}}));
  EXPECT_EQ(asked({"watch", "crash", "alarm"}),
            (Map{{"do", "follow"}, {"classes", Array{"crash", "alarm"}}}));
  EXPECT_EQ(asked({"watch", "after=7", "crash"}),
            (Map{{"do", "follow"}, {"after", 7}, {"classes", Array{"crash"}}}));
}

TEST(CtlWords, OfPastEventsMayBeSomeClasses) {
  EXPECT_EQ(asked({"events", "classes=alarm"}),
            (Map{{"do", "events"}, {"classes", Array{"alarm"}}}));
  EXPECT_EQ(asked({"events", "after=3", "classes=alarm,crash"}),
            (Map{{"do", "events"}, {"after", 3}, {"classes", Array{"alarm", "crash"}}}));
}

TEST(CtlWords, ThatAreNamesStayNamesWhenTheyLookLikeNumbers) {
  EXPECT_EQ(asked({"take_back", "7"}), (Map{{"do", "take_back"}, {"name", "7"}}));
  EXPECT_EQ(asked({"inspect", "7"}), (Map{{"do", "inspect"}, {"process", "7"}}));
  EXPECT_EQ(asked({"trace", "supervisor=7"}), (Map{{"do", "trace"}, {"supervisor", "7"}}));
}

TEST(CtlWords, OfLaddersNameACallOrSomethingElse) {
  EXPECT_EQ(asked({"ladder", "17"}), (Map{{"do", "ladder"}, {"call", 17}}));
  EXPECT_EQ(asked({"trace", "process=card 1/2"}), (Map{{"do", "trace"}, {"process", "card 1/2"}}));
  EXPECT_EQ(asked({"untrace", "17"}), (Map{{"do", "untrace"}, {"call", 17}}));
  EXPECT_EQ(asked({"message", "4711"}), (Map{{"do", "message"}, {"step", 4711}}));
}

TEST(CtlText, OfALadderTellsCausesWhereThereAreAny) {
  const Array traced{1'500'000'000, "card 1/1", "o_half 1", "OffHook", 17, 12, "message"};
  const Array first{1'400'000'000, "telephones", "card 1/1", "Event", 12, nullptr, "message"};
  const Array old{1'300'000'000, "card 1/1", "o_half 1", "Old", nullptr, nullptr, "message"};
  const Map ladder{{"source", "trace"},
                   {"text", "drawn\n"},
                   {"forgotten", 3},
                   {"steps", Array{old, first, traced}}};
  EXPECT_EQ(ladder_text(Map{{"ok", ladder}}),
            "drawn\n\n"
            "00:00:01.400  #12                             message Event: telephones -> card 1/1\n"
            "00:00:01.500  #17       because of #12        message OffHook: card 1/1 -> o_half 1\n"
            "\nfrom: trace, forgotten: 3\n");
}

TEST(CtlWords, ThatNobodyKnowsAreRefusedWithTheHelpThatListsThem) {
  EXPECT_THAT(request_of({"explode"}).error(), HasSubstr("'explode'; `forlopp ctl --help`"));
  EXPECT_THAT(request_of({}).error(), HasSubstr("no word ''"));
}

TEST(CtlWords, BeyondThoseThatAreTakenAreRefusedWithTheUsage) {
  EXPECT_THAT(request_of({"run", "1", "2"}).error(),
              HasSubstr("'2' is one too many; usage: forlopp ctl run [PACE]"));
}

TEST(CtlWords, CarryWhatIsExpectedOfAFault) {
  const auto request =
      request_of({"inject", "card_pulled", "card 1/2"}, {"recovered within 5s", "calls_lost == 0"});
  ASSERT_TRUE(request) << request.error();
  EXPECT_EQ(request->back(),
            (Map::value_type{"expect", Array{"recovered within 5s", "calls_lost == 0"}}));
  EXPECT_THAT(request_of({"halt"}, {"calls_lost == 0"}).error(), HasSubstr("not with halt"));
  EXPECT_EQ(asked({"take_back", "card_pulled_2"}),
            (Map{{"do", "take_back"}, {"name", "card_pulled_2"}}));
}

constexpr std::uint16_t port = 1;  // Nobody listens there.

TEST(TokenFile, IsReadByItsUserAndGoneWithTheExchange) {
  {
    const TokenFile file{"127.0.0.1", port, "secret"};
    ASSERT_FALSE(file.path().empty());
    EXPECT_EQ(token_kept_for("127.0.0.1", port), "secret");
    EXPECT_EQ(std::filesystem::status(file.path()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  EXPECT_EQ(token_kept_for("127.0.0.1", port), std::nullopt);
}

TEST(TokenFile, IsOfAnAddressAndAPort) {
  const TokenFile one{"127.0.0.1", port, "one"}, two{"127.0.0.2", port, "two"};
  EXPECT_EQ(token_kept_for("127.0.0.1", port), "one");
  EXPECT_EQ(token_kept_for("localhost", port), "one");
  EXPECT_EQ(token_kept_for("127.0.0.2", port), "two");
  EXPECT_EQ(token_kept_for("::1", port), std::nullopt);
}

TEST(TokenFile, OfWhoListensEverywhereIsThatOfThisMachine) {
  const TokenFile file{"::", port, "secret"};
  for (const char* address : {"127.0.0.1", "localhost", "::1", "::"})
    EXPECT_EQ(token_kept_for(address, port), "secret") << address;
  EXPECT_EQ(token_kept_for("192.0.2.1", port), std::nullopt);
}

}  // namespace
}  // namespace forlopp::cli

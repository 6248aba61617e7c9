#include "gui/fault_aim.hpp"

#include <gtest/gtest.h>

#include "gui/fault_yaml.hpp"
#include "gui/text.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class Aims : public PanelsAtADesk {
 protected:
  QStringList kinds_at(Entity::Kind kind, const char* key) {
    QStringList kinds;
    for (const FaultAim& aim : aims_at({kind, word(key)}, picture)) kinds.append(aim.kind);
    return kinds;
  }
};

TEST(TargetKind, IsThatOfTheThingItself) {
  const std::vector<std::pair<const char*, const char*>> known{
      {"card 2/3", "card"},
      {"any 2 cards of shelf 1", "card"},
      {"10 % of lines", "line"},
      {"all links", "link"},
      {"process of card 1/2", "process"},
      {"supervisor of shelf 1", "supervisor"},
      {"number 210017", "number"},
      {"any 3 calls", "call"}};
  for (const auto& [target, kind] : known)
    EXPECT_EQ(kind_of_target(word(target)), word(kind)) << target;
  EXPECT_EQ(kind_of_target(word("the moon")), QString{});
}

TEST_F(Aims, AreNearestToWhatIsPointedAt) {
  EXPECT_EQ(kinds_at(Entity::Kind::card, "3/7"),
            (QStringList{word("card_pulled"), word("process_killed"), word("message_loss")}));
  EXPECT_EQ(kinds_at(Entity::Kind::port, "3/7/2").front(), word("permanent_off_hook"));
  EXPECT_EQ(kinds_at(Entity::Kind::call, "7"), (QStringList{word("half_call_crash")}));
  EXPECT_TRUE(kinds_at(Entity::Kind::none, "").isEmpty());
}

TEST_F(Aims, CountLinesFromOneThoughPortsBeginAtZero) {
  EXPECT_EQ(targets_of({Entity::Kind::port, word("3/7/0")}, picture).front(), word("line 3/7/1"));
}

TEST_F(Aims, AtTheTreeAreKills) {
  show_frame();
  const auto aims = aims_at({Entity::Kind::supervised, word("switch_sup.shelf_sup")}, picture);
  ASSERT_FALSE(aims.empty());
  EXPECT_EQ(aims.front(), (FaultAim{word("supervisor_killed"), word("supervisor shelf_sup")}));
}

TEST_F(Aims, AreOnlyAtThoseWhoCanBeKilled) {
  Hello hello = picture.hello();
  hello.victims = {QCborMap{{word("target"), word("supervisor")}, {word("name"), word("calls")}}};
  picture.greet(hello);
  show_frame();
  EXPECT_TRUE(
      targets_of({Entity::Kind::supervised, word("switch_sup.shelf_sup")}, picture).isEmpty());
}

TEST_F(Aims, AtWhatAnAlarmNamesAreThoseOfTheCardOrLine) {
  EXPECT_EQ(targets_of({Entity::Kind::other, word("card 2/5")}, picture).front(), word("card 2/5"));
  EXPECT_EQ(targets_of({Entity::Kind::other, word("line 2/5/1")}, picture),
            (QStringList{word("line 2/5/1"), word("card 2/5"), word("process of card 2/5"),
                         word("link 2/5")}));
}

TEST_F(Aims, SayWhyAKindDoesNotFit) {
  const std::vector<FaultKind> kinds = read_catalogue(picture.hello().faults);
  EXPECT_EQ(misfit(kinds.front(), word("line 1/2/3")),
            word("card_pulled strikes a card; this is a line"));
  EXPECT_EQ(misfit(kinds.front(), word("any card")), QString{});
  EXPECT_EQ(misfit(kinds.front(), word("whatever")), QString{});
}

TEST(FaultYaml, IsTheFaultAsAFileWouldSayIt) {
  const QCborMap request{{word("fault"), word("message_loss")},
                         {word("target"), word("10 % of links")},
                         {word("in"), word("10 s")},
                         {word("lasting"), word("5 s")},
                         {word("probability"), word("10 %")},
                         {word("expect"), word("calls_lost == 0; recovered within 30s")}};
  EXPECT_EQ(fault_yaml(request, 60'250'000'000), word("faults:\n"
                                                      "  - fault: message_loss\n"
                                                      "    target: 10 % of links\n"
                                                      "    at: 70.25s\n"
                                                      "    lasting: 5 s\n"
                                                      "    probability: 10 %\n"
                                                      "    expect:\n"
                                                      "      - 'calls_lost == 0'\n"
                                                      "      - recovered within 30s\n"));
}

TEST(FaultYaml, QuotesWhatYamlMightMisread) {
  const QString yaml = fault_yaml({{word("fault"), word("card_pulled")},
                                   {word("target"), word("card 1/2")},
                                   {word("when"), word("attempts >= 3: 'x'")}},
                                  0);
  EXPECT_TRUE(yaml.contains(word("when: 'attempts >= 3: ''x'''"))) << yaml.toStdString();
  EXPECT_FALSE(yaml.contains(word("at:"))) << yaml.toStdString();
}

TEST(Durations, AreReadAsScenariosWriteThem) {
  EXPECT_EQ(read_duration(word("1h 30min")), 5'400'000'000'000);
  EXPECT_EQ(read_duration(word("20ms")), 20'000'000);
  EXPECT_EQ(read_duration(word("2.5 s")), 2'500'000'000);
  for (const char* none : {"", "5", "s", "5 x", "5 s!", "-5 s", "900000000000 d"})
    EXPECT_EQ(read_duration(word(none)), -1) << none;
}

}  // namespace
}  // namespace forlopp::console

#include "gui/models/story_book.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <algorithm>

#include <gtest/gtest.h>

#include "gui/models/story_model.hpp"
#include "gui/models/story_text.hpp"
#include "tests/gui/restart_events.hpp"

namespace forlopp::console {
namespace {

using enum Story::State;
constexpr qint64 second = 1'000'000'000;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class Stories : public testing::Test {
 protected:
  void note(const Event& event) { book.note(event, now); }
  const Story& only() const {
    EXPECT_EQ(book.stories().size(), 1U);
    return book.stories().back();
  }
  void card_dies(const char* pid, const char* back) {
    note(reports.crash(word(pid), word("card 2/5"), word("killed")));
    note(reports.terminated(
        {.child = word("card 2/5"), .pid = word(pid), .reason = word("killed")}));
    note(reports.restarted({.child = word("card 2/5"), .pid = word(back), .old_pid = word(pid)}));
  }

  StoryBook book;
  Reports reports;
  qint64 now = 10'000;
};

TEST_F(Stories, ADeathIsFollowedToTheRestart) {
  card_dies("<0.7.1>", "<0.7.2>");
  EXPECT_EQ(only().state, put_right);
  EXPECT_EQ(only().links.size(), 3U);
  EXPECT_EQ(only().links[2].old_pid, word("<0.7.1>"));
  EXPECT_EQ(story_text(only()), word("card 2/5 was killed; sup restarted it, notch 1 of 5"));
}

TEST_F(Stories, WhatTheStrategyStoppedIsWaitedFor) {
  note(reports.terminated({.child = word("a"),
                           .pid = word("1"),
                           .reason = word("bad"),
                           .stopped = {word("b"), word("c")}}));
  note(reports.restarted({.child = word("a"), .pid = word("2"), .old_pid = word("1")}));
  note(reports.restarted({.child = word("b"), .pid = word("3")}));
  EXPECT_EQ(only().state, under_way);
  note(reports.restarted({.child = word("c"), .pid = word("4")}));
  EXPECT_EQ(only().state, put_right);
  EXPECT_EQ(only().restarts, 3);
  EXPECT_EQ(story_text(only()),
            word("a crashed (bad); one_for_all: 2 stopped (b, c); sup restarted it, notch 1 of 5"));
}

TEST_F(Stories, AChildThatIsNotStartedAgainIsNotWaitedForBeyondTheNextEnd) {
  note(reports.terminated({.child = word("a"), .pid = word("1"), .stopped = {word("b")}}));
  note(reports.restarted({.child = word("a"), .pid = word("2"), .old_pid = word("1")}));
  note(reports.terminated({.child = word("a"), .pid = word("2"), .reason = word("other")}));
  ASSERT_EQ(book.stories().size(), 2U);
  EXPECT_EQ(book.stories()[0].state, put_right);
  EXPECT_EQ(book.stories()[1].state, under_way);
}

TEST_F(Stories, AnEscalationClimbsFromOneSupervisorToTheNext) {
  const QString shelves = word("ex/shelves"), shelf = word("ex/shelves/shelf 2");
  note(reports.crash(word("<0.7.1>"), word("card 2/5"), word("killed")));
  note(
      reports.terminated({.child = word("card 2/5"), .supervisor = shelf, .pid = word("<0.7.1>")}));
  note(reports.gave_up({.child = word("card 2/5"),
                        .supervisor = shelf,
                        .pid = word("<0.7.1>"),
                        .escalates_to = shelves,
                        .level = 3}));
  EXPECT_EQ(only().state, under_way);
  note(reports.terminated(
      {.child = word("shelf 2"), .supervisor = shelves, .pid = word("<0.3.1>"), .level = 3}));
  reports.vtime = second;
  note(reports.restarted(
      {.child = word("shelf 2"), .supervisor = shelves, .old_pid = word("<0.3.1>"), .level = 3}));
  note(reports.recovered(word("shelf 2"), 3, 58));
  EXPECT_EQ(only().state, put_right);
  EXPECT_EQ(only().escalations, 1);
  EXPECT_EQ(only().level, 3);
  EXPECT_EQ(banner_text(only()),
            word("level 3: shelf 2 restarted – 58 stable kept, 0 transient lost, 1 s"));
  EXPECT_TRUE(story_text(only()).contains(word("shelf 2 gave up; shelves restarted shelf 2")));
}

TEST_F(Stories, WhenTheTopmostGivesUpNobodyIsLeft) {
  note(reports.terminated({.child = word("a"), .pid = word("1")}));
  note(reports.gave_up({.child = word("a"), .pid = word("1"), .level = 5}));
  EXPECT_EQ(only().state, given_up);
}

TEST_F(Stories, WhatWasLinkedDiesInTheSameStory) {
  note(reports.crash(word("1"), word("o_half 17"), word("poison"), {word("2"), word("99")}));
  note(reports.crash(word("2"), word("t_half 17"), word("poison"), {word("1")}, true));
  for (const char* pid : {"1", "2"})
    note(reports.terminated({.child = word("half_call"), .pid = word(pid), .comes_back = false}));
  note(reports.lost(word("poison"), 1, 0));
  EXPECT_EQ(only().state, ended);
  EXPECT_EQ(only().linked, 1);
  EXPECT_EQ(only().lost_transient, 1);
  EXPECT_EQ(only().links.size(), 4U);
}

TEST_F(Stories, ALinkIsKnownByEitherEnd) {
  note(reports.crash(word("1"), word("a"), word("bad"), {word("2")}));
  reports.vtime = 1'000;
  note(reports.crash(word("2"), word("b"), word("bad"), {}, true));
  EXPECT_EQ(only().linked, 1);
  note(reports.crash(word("3"), word("c"), word("worse"), {word("2")}, true));
  EXPECT_EQ(only().linked, 2);
}

TEST_F(Stories, EqualOnesWithinASecondAreOne) {
  for (int i = 0; i < 7; ++i) {
    card_dies(qPrintable(QString::number(i)), qPrintable(QString::number(i + 1)));
    now += 200;
  }
  EXPECT_EQ(only().times, 7);
  now += 1'001;
  card_dies("20", "21");
  EXPECT_EQ(book.stories().size(), 2U);
  EXPECT_EQ(book.stories().back().times, 1);
}

TEST_F(Stories, AFailedStartIsALinkOfTheSameStory) {
  note(reports.terminated({.child = word("a"), .pid = word("1")}));
  note(reports.start_error({.child = word("a"), .reason = word("no port")}));
  note(reports.restarted({.child = word("a"), .pid = word("2"), .old_pid = word("1"), .used = 2}));
  EXPECT_EQ(only().links[1].kind, StoryLink::Kind::failed_start);
  EXPECT_EQ(only().state, put_right);
}

TEST_F(Stories, ALossOfEventsLeavesNothingUnderWay) {
  note(reports.terminated({.child = word("a"), .pid = word("1")}));
  book.note_loss(now);
  EXPECT_EQ(only().state, cut);
}

TEST_F(Stories, OnlyTheLastAreKept) {
  for (int i = 0; i < 700; ++i) {
    const QString pid = QString::number(i);
    note(reports.crash(pid, pid, pid));
    note(reports.terminated({.child = pid, .pid = pid, .comes_back = false}));
  }
  EXPECT_EQ(book.stories().size(), StoryBook::stories_max);
  EXPECT_EQ(book.stories().front().who, word("200"));
}

TEST_F(Stories, OfALongOneTheRestIsCounted) {
  QStringList many;
  for (int i = 0; i < 100; ++i) many.append(QString::number(i));
  note(reports.terminated({.child = word("a"), .pid = word("x"), .stopped = many}));
  for (const QString& id : many + QStringList{word("a")}) note(reports.restarted({.child = id}));
  EXPECT_EQ(only().state, put_right);
  EXPECT_EQ(only().links.size(), Story::links_max);
  EXPECT_EQ(only().links_left_out, 102 - static_cast<qint64>(Story::links_max));
}

/// Failures of many supervisors, each with what must become of it, told in any mixture.
class Oracle {
 public:
  struct Failure {
    Story::State state;
    qint64 restarts = 0;
    qint64 escalations = 0;
    qint64 linked = 0;
  };
  std::map<QString, Failure> failures{};

  explicit Oracle(quint32 seed) : chance_{seed} {}

  quint32 below(quint32 most) {
    chance_ = chance_ * 1'664'525U + 1'013'904'223U;
    return (chance_ >> 8U) % most;
  }

  /// What is told of one failure, in order; it is numbered when it is told.
  using Tale = std::vector<std::function<Event(Reports&)>>;
  Tale failure(int number) {
    const QString sup = QStringLiteral("top/sup %1").arg(number);
    const QString pid = QStringLiteral("<%1>").arg(number),
                  label = QStringLiteral("p%1").arg(number);
    Failure& of = failures[label];
    Tale tale;
    const bool crashes = below(4) != 0;
    const auto linked = crashes ? below(3) : 0;
    QStringList kin;
    for (quint32 i = 0; i < linked; ++i) kin.append(QStringLiteral("<%1.%2>").arg(number).arg(i));
    tale.push_back([=](Reports& r) { return r.crash(pid, label, label, kin); });
    for (const QString& each : kin)
      tale.push_back([=](Reports& r) { return r.crash(each, each, label, {pid}, true); });
    of.linked = static_cast<qint64>(linked);
    const auto about = [=](QStringList stopped, bool back) {
      return Reports::About{
          .child = label, .supervisor = sup, .pid = pid, .stopped = stopped, .comes_back = back};
    };
    const quint32 kind = below(4);
    if (kind == 0) {
      tale.push_back([=](Reports& r) { return r.terminated(about({}, false)); });
      of.state = ended;
      return tale;
    }
    QStringList stopped;
    for (quint32 i = 0; i < below(4); ++i) stopped.append(QStringLiteral("s%1").arg(i));
    tale.push_back([=](Reports& r) { return r.terminated(about(stopped, true)); });
    if (kind == 1) {
      for (const QString& id : QStringList{label} + stopped)
        tale.push_back([=](Reports& r) {
          return r.restarted(
              {.child = id, .supervisor = sup, .old_pid = id == label ? pid : QString{}});
        });
      of.state = put_right;
      of.restarts = 1 + stopped.size();
      return tale;
    }
    for (quint32 i = 0; i < below(3); ++i)
      tale.push_back([=](Reports& r) {
        return r.start_error({.child = label, .supervisor = sup, .pid = pid});
      });
    of.escalations = 1;
    const QString above = kind == 2 ? word("top") : QString{};
    tale.push_back([=](Reports& r) {
      return r.gave_up({.child = label, .supervisor = sup, .pid = pid, .escalates_to = above});
    });
    of.state = given_up;
    if (kind == 3) return tale;
    const QString id = sup.mid(4), own = word("sup-") + pid;
    tale.push_back([=](Reports& r) {
      return r.terminated({.child = id, .supervisor = word("top"), .pid = own});
    });
    tale.push_back([=](Reports& r) {
      return r.restarted({.child = id, .supervisor = word("top"), .old_pid = own});
    });
    of.state = put_right;
    of.restarts = 1;
    return tale;
  }

 private:
  quint32 chance_;
};

TEST(StoryBook, TellsWhatHappenedHoweverItsEventsAreMixed) {
  for (quint32 seed = 1; seed <= 40; ++seed) {
    Oracle oracle{seed};
    Reports reports;
    StoryBook book;
    StoryModel model{book};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal};
    std::vector<std::pair<Oracle::Tale, std::size_t>> tales;
    for (int i = 0; i < 25; ++i) tales.emplace_back(oracle.failure(i), 0);
    qint64 now = 0;
    while (!tales.empty()) {
      const auto at = oracle.below(static_cast<quint32>(tales.size()));
      auto& [tale, next] = tales[at];
      book.note(tale[next++](reports), now += 50);
      if (next == tale.size()) tales.erase(tales.begin() + at);
      if (oracle.below(5) == 0) model.renew();
    }
    model.renew();
    ASSERT_EQ(book.stories().size(), oracle.failures.size()) << seed;
    for (const Story& story : book.stories()) {
      const Oracle::Failure& truth = oracle.failures.at(story.who);
      EXPECT_EQ(story.state, truth.state) << seed << ' ' << story.who.toStdString();
      EXPECT_EQ(story.restarts, truth.restarts) << seed << ' ' << story.who.toStdString();
      EXPECT_EQ(story.escalations, truth.escalations) << seed;
      EXPECT_EQ(story.linked, truth.linked) << seed;
    }
  }
}

TEST(StoryBook, MergesWithoutLosingAny) {
  for (quint32 seed = 1; seed <= 20; ++seed) {
    Oracle oracle{seed};
    Reports reports;
    StoryBook book;
    StoryModel model{book};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal};
    qint64 now = 0;
    std::map<QString, qint64> died;
    for (int i = 0; i < 400; ++i) {
      const QString child = QStringLiteral("c%1").arg(oracle.below(5));
      const QString pid = QString::number(i);
      ++died[child];
      book.note(reports.crash(pid, child, word("bad")), now);
      book.note(reports.terminated({.child = child, .pid = pid, .reason = word("bad")}), now);
      book.note(reports.restarted({.child = child, .old_pid = pid}), now);
      now += oracle.below(300);
      if (oracle.below(7) == 0) model.renew();
    }
    model.renew();
    std::map<QString, qint64> told;
    for (const Story& story : book.stories()) told[story.child] += story.times;
    EXPECT_EQ(told, died) << seed;
    EXPECT_LT(book.stories().size(), 400U);
    ASSERT_EQ(model.rowCount(), static_cast<int>(book.stories().size()));
    for (int row = 0; row < model.rowCount(); ++row)
      EXPECT_EQ(model.story(row)->number, book.stories()[book.stories().size() - 1 - row].number);
  }
}

TEST(StoryText, TheLastIdOfAKeyMayHoldASlashBeforeADigit) {
  EXPECT_EQ(last_id(word("forlopp/exchange/shelves/shelf 1/card 1/12")), word("card 1/12"));
  EXPECT_EQ(last_id(word("forlopp/exchange")), word("exchange"));
  EXPECT_EQ(last_id(word("forlopp")), word("forlopp"));
}

}  // namespace
}  // namespace forlopp::console

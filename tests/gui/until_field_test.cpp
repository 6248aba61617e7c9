#include "gui/panels/until_field.hpp"

#include <QCompleter>
#include <QLabel>
#include <QTest>

#include "gui/panels/time_bar.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class RunUntilField : public PanelsAtADesk {
 protected:
  RunUntilField() { bar.show(); }
  QStringList completions(const char* written) {
    field.completer()->setCompletionPrefix(word(written));
    QStringList found;
    for (int i = 0; field.completer()->setCurrentRow(i); ++i)
      found.append(field.completer()->currentCompletion());
    return found;
  }

  TimeBar bar{desk};
  UntilField& field = *bar.findChild<UntilField*>(word("until"));
  QLabel& complaint = *bar.findChild<QLabel*>(word("until_complaint"));
};

TEST_F(RunUntilField, KnowsTheMetricsThatTheExchangeKnows) {
  EXPECT_EQ(completions("calls"), QStringList{word("calls_lost > 10")});
  EXPECT_EQ(completions("share"), QStringList{word("answered_share < 90 %")});
  EXPECT_EQ(completions("restarts"),
            (QStringList{word("restarts > 10"), word("restarts(card) > 10")}));
  EXPECT_EQ(completions("alarm").size(), 3);
}

TEST_F(RunUntilField, EverythingThatItOffersIsOfAFormThatIsUnderstood) {
  for (const QString& each : completions("")) EXPECT_TRUE(read_until(each)) << each.toStdString();
  EXPECT_EQ(read_until(word("15:00"))->value(word("vtime")).toInteger(), 900'000'000'000);
}

TEST_F(RunUntilField, SaysWhatCanBeWritten) {
  for (const char* form : {"15:00", "event&nbsp;5000", "level&nbsp;3", "alarm&nbsp;critical",
                           "calls_lost", "calls that a fault ended"})
    EXPECT_TRUE(field.toolTip().contains(word(form))) << form;
}

TEST_F(RunUntilField, SaysAtTheFieldWhatIsWrong) {
  field.setText(word("calls_lst > 10"));
  QTest::keyClick(&field, Qt::Key_Return);
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_FALSE(complaint.isVisible());
  questions.asked.back().then(
      Reply{.code = word("argument"), .text = word("metric: there is no calls_lst")});
  EXPECT_TRUE(complaint.isVisible());
  EXPECT_TRUE(complaint.text().contains(word("there is no calls_lst")));
  EXPECT_EQ(field.accessibleDescription(), word("metric: there is no calls_lst"));
  QTest::keyClick(&field, Qt::Key_X);
  EXPECT_FALSE(complaint.isVisible());
}

TEST_F(RunUntilField, SaysNothingOfWhatIsRight) {
  field.setText(word("calls_lost > 10"));
  QTest::keyClick(&field, Qt::Key_Return);
  answer_last({});
  EXPECT_FALSE(complaint.isVisible());
}

TEST_F(RunUntilField, TheArrowDownListsEverything) {
  field.setFocus();
  QTest::keyClick(&field, Qt::Key_Down);
  EXPECT_EQ(field.completer()->completionCount(), 8 + 4);
}

}  // namespace
}  // namespace forlopp::console

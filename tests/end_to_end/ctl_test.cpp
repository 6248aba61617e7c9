// Goal: everything that an exchange can be asked and told, said from a shell.
// Method: `forlopp ctl` and `forlopp serve` as programs of their own, every word of ctl, as text
// and as documents.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "switch/mgmt/json.hpp"
#include "switch/mgmt/protocol/words.hpp"
#include "tests/end_to_end/served_exchange.hpp"

namespace forlopp::test {
namespace {

using management::Array;
using management::Document;
using management::Map;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

using Words = std::vector<std::string>;

class Ctl : public testing::Test {
 protected:
  explicit Ctl(const ServedExchange::Options& options = {.more = {"--paused", "--pace", "0"}})
      : exchange{options} {}
  struct Said {
    int status = 0;
    std::string output{};
    std::string error{};
  };

  Words words_of(const Words& words) const {
    Words all{forlopp_program(), "ctl", "--port", std::to_string(exchange.port())};
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }
  Said ctl(const Words& words) const { return said(words_of(words), exchange.environment()); }
  static Said said(const Words& words, const ChildProgram::Environment& environment) {
    ChildProgram program{words, environment};
    const int status = program.end();
    return {status, program.output(), program.error()};
  }
  /// Of something that is done: the document that it is answered with.
  Document document(Words words) const {
    words.insert(words.begin(), "--json");
    const Said said = ctl(words);
    EXPECT_EQ(said.status, 0) << said.error;
    const auto read = management::read_json(said.output, {.bytes = 10'000'000});
    EXPECT_EQ(read.error, "") << said.output;
    return read.document;
  }
  /// Of something that is done: what it brought.
  Map done(const Words& words) const {
    const Document answer = document(words);
    const auto* ok = answer.find_as<Map>("ok");
    EXPECT_NE(ok, nullptr) << management::write_json(answer);
    EXPECT_NE(answer.find_as<std::int64_t>("vtime"), nullptr);
    return ok == nullptr ? Map{} : *ok;
  }
  Array rows(const std::string& topic) const {
    const Document frame = document({"show", topic});
    const auto* topics = frame.find_as<Map>("topics");
    if (topics == nullptr || topics->empty()) return {};
    const auto* found = topics->front().second.find_as<Array>("rows");
    return found == nullptr ? Array{} : *found;
  }
  /// One that has not ended: of that something can be told.
  std::string living_call() const {
    constexpr std::size_t ended = 6;  // Behind the key.
    for (const Document& row : rows("calls")) {
      const Array& cells = *row.get_if<Array>();
      if (cells.at(ended) == Document{}) return *cells.front().get_if<std::string>();
    }
    return "no call";
  }
  /// A cell of the row of the run: `mode` is the first, `vtime` the third.
  Document of_run(std::size_t column) const {
    return rows("run").at(0).get_if<Array>()->at(1 + column);
  }
  bool comes_to_stand(const char* mode = "paused") const {
    const auto late = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (std::chrono::steady_clock::now() < late)
      if (of_run(0) == Document{mode}) return true;
    return false;
  }

  /// A recording has rows in it, soon.
  static bool is_written(const std::string& path) {
    const auto late = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (std::chrono::steady_clock::now() < late) {
      std::ifstream file{path};
      const std::string all{std::istreambuf_iterator<char>{file}, {}};
      if (all.find("\x64rows") != std::string::npos) return true;
    }
    return false;
  }

  ServedExchange exchange;
};

/// A run that ends by itself, in real time until it is told otherwise.
class CtlOfARun : public Ctl {
 protected:
  CtlOfARun() : Ctl{{.command = "run", .more = {"--serve", "--pace", "1"}}} {}
};

TEST_F(Ctl, HelpNamesAWordForEachRequestOfTheProtocol) {
  const Said help = said({forlopp_program(), "ctl", "--help"}, {});
  EXPECT_EQ(help.status, 0);
  for (const management::RequestWord& word : management::request_words()) {
    std::string name{word.name};
    if (name == "subscribe") name = "show";
    if (name == "follow") name = "watch";
    if (name == "unsubscribe") continue;  // A word of ctl ends with its program.
    EXPECT_THAT(help.output, HasSubstr("\n  " + name + " "));
  }
}

TEST_F(Ctl, TellsWhatRunsAndTheFaultsThatThereAre) {
  EXPECT_THAT(ctl({"hello"}).output,
              AllOf(HasSubstr("small_town, seed 7, as operator"), HasSubstr("card_pulled")));
  const Document hello = document({"hello"});
  EXPECT_EQ(*hello.find("hello"), Document{management::protocol_version});
  EXPECT_EQ(*hello.find("role"), Document{"operator"});
  EXPECT_FALSE(hello.find_as<std::string>("run")->empty());
}

TEST_F(Ctl, ShowsEveryTopicAsATableAndAsADocument) {
  for (const management::Topic& topic : management::topics()) {
    const std::string name{topic.name};
    const Words scope = name == "processes" ? Words{"mailbox forlopp"} : Words{};
    Words words{"show", name};
    words.insert(words.end(), scope.begin(), scope.end());
    const Said table = ctl(words);
    EXPECT_EQ(table.status, 0) << name << ": " << table.error;
    EXPECT_THAT(table.output, StartsWith("key ")) << name;
    EXPECT_THAT(table.output, HasSubstr(std::string{topic.columns.back()})) << name;
    EXPECT_NE(document(words).find("frame"), nullptr) << name;
  }
  EXPECT_EQ(rows("cards").size(), 8U);
}

TEST_F(Ctl, ShowsAllOfATopicThatIsTooLargeForAFrame) {
  done({"run", "0"});
  ASSERT_TRUE(comes_to_stand("over"));
  const Array seconds = rows("series");
  EXPECT_GE(seconds.size(), 900U);
  for (std::size_t i = 0; i < seconds.size(); ++i)
    EXPECT_EQ(seconds[i].get_if<Array>()->front(), Document{std::to_string(i)});
  const std::string table = ctl({"show", "series"}).output;
  EXPECT_EQ(std::ranges::count(table, '\n'), std::ssize(seconds) + 1);
}

TEST_F(Ctl, RunsPausesStepsAndRunsUntil) {
  EXPECT_EQ(of_run(0), Document{"paused"});
  done({"until", "event=40"});
  ASSERT_TRUE(comes_to_stand());
  done({"run", "0.5"});
  done({"pause"});
  EXPECT_EQ(of_run(0), Document{"paused"});
  const Document before = document({"step", "event", "3"});
  const Document after = document({"step", "tick"});
  EXPECT_GT(*after.find_as<std::int64_t>("vtime"), *before.find_as<std::int64_t>("vtime"));
  for (const char* kind : {"event", "message", "tick"}) {
    EXPECT_EQ(ctl({"step", kind}).status, 0) << kind;
    EXPECT_TRUE(comes_to_stand()) << kind;
  }
  done({"step", "supervision"});
  done({"pause"});
  done({"step", "focus", "process=path_finder"});
  done({"pause"});
}

TEST_F(Ctl, BreaksThingsAndTakesThemBack) {
  const Map dry = done({"dry_run", "card_pulled", "card 1/2"});
  EXPECT_EQ(*Document{dry}.find("count"), Document{1});
  EXPECT_TRUE(rows("faults").empty());
  EXPECT_FALSE(
      done({"inject", "message_loss", "all links of shelf 1", "probability=1 %", "lasting=10min"})
          .empty());
  done({"step", "tick"});
  ASSERT_EQ(rows("faults").size(), 1U);
  EXPECT_THAT(ctl({"show", "faults"}).output,
              AllOf(HasSubstr("message_loss"), HasSubstr("all links of shelf 1")));
  done({"halt"});
  EXPECT_THAT(ctl({"show", "faults"}).output, HasSubstr("taken_back"));
  const Map events = done({"events", "after=0", "most=1000"});
  const std::string all = management::write_json(events);
  EXPECT_THAT(
      all, AllOf(HasSubstr(R"("do":"inject")"), HasSubstr(R"("do":"halt")"), HasSubstr("at_step")));
}

TEST_F(Ctl, LooksIntoProcessesAndCalls) {
  done({"until", "vtime=30000000000"});
  ASSERT_TRUE(comes_to_stand());
  const Map process = done({"inspect", "path_finder"});
  EXPECT_EQ(*Document{process}.find("alive"), Document{true});
  const std::string call = living_call();
  const Document ladder{done({"ladder", call})};
  const auto* steps = ladder.find_as<Array>("steps");
  EXPECT_TRUE(steps != nullptr && !steps->empty());
  EXPECT_THAT(ctl({"ladder", call}).output,
              AllOf(HasSubstr("seconds"), HasSubstr("from: black boxes")));
  EXPECT_THAT(ctl({"events", "most=2"}).output, HasSubstr("events:\n"));
  EXPECT_THAT(ctl({"events", "most=2", "classes=call,alarm"}).output, HasSubstr(", call, "));
}

TEST_F(Ctl, BlocksACircuitAndPutsItBack) {
  done({"until", "vtime=2000000000"});
  ASSERT_TRUE(comes_to_stand());
  done({"block", "circuit north/1"});
  done({"unblock", "circuit north/1"});
  done({"block", "card 2/1"});
  done({"until", "vtime=4000000000"});
  ASSERT_TRUE(comes_to_stand());
  EXPECT_THAT(ctl({"show", "cards"}).output, HasSubstr("2/1"));
  done({"unblock", "card 2/1"});
}

TEST_F(Ctl, WatchesEventsUntilItIsInterrupted) {
  ChildProgram watch{words_of({"watch", "call"}), exchange.environment()};
  ChildProgram documents{words_of({"--json", "watch", "lifecycle", "after=0"}),
                         exchange.environment()};
  done({"run", "10"});
  EXPECT_THAT(watch.line_with("began").value_or("nothing"), HasSubstr("call "));
  const std::string line = documents.line_with(R"("started")").value_or("nothing");
  EXPECT_EQ(management::read_json(line).error, "") << line;
  for (ChildProgram* each : {&watch, &documents}) {
    each->signal(SIGINT);
    EXPECT_EQ(each->end(), 130);
  }
}

TEST_F(Ctl, FinishesTheRunAndThenTheExchange) {
  done({"until", "vtime=60000000000"});
  done({"finish"});
  EXPECT_TRUE(comes_to_stand("over"));
  EXPECT_THAT(ctl({"events", "classes=lifecycle"}).output, HasSubstr("verdict=passed"));
  EXPECT_EQ(ctl({"finish"}).status, 0);
  EXPECT_EQ(exchange.program().end(), 0) << exchange.program().error();
  const Said late = ctl({"hello"});
  EXPECT_EQ(late.status, 2);
  EXPECT_THAT(late.error, HasSubstr(std::to_string(exchange.port())));
}

TEST_F(CtlOfARun, WatchesItToItsEnd) {
  ChildProgram watch{words_of({"watch", "lifecycle", "after=0"}), exchange.environment()};
  ASSERT_TRUE(watch.line_with("kind=started"));
  done({"run", "0"});
  EXPECT_THAT(watch.line_with("kind=over").value_or("nothing"), HasSubstr("verdict=passed"));
  EXPECT_EQ(exchange.program().end(), 0) << exchange.program().error();
  EXPECT_EQ(watch.end(), 0) << "the exchange has ended in order";
}

TEST_F(CtlOfARun, RecordsItToItsEnd) {
  ChildProgram record{words_of({"record", exchange.folder() + "/whole.frec"}),
                      exchange.environment()};
  // It is there when it has asked for the topics, of which the exchange knows.
  ASSERT_TRUE(is_written(exchange.folder() + "/whole.frec"));
  done({"run", "0"});
  EXPECT_EQ(exchange.program().end(), 0) << exchange.program().error();
  EXPECT_EQ(record.end(), 0) << record.error();
  EXPECT_THAT(record.output(), HasSubstr("until the exchange has closed the connection"));
}

TEST_F(Ctl, SaysWhetherItWasInterruptedOrTheConnectionBroke) {
  const std::string file = exchange.folder() + "/day.frec";
  ChildProgram stopped{words_of({"record", file}), exchange.environment()};
  ASSERT_TRUE(is_written(file));
  stopped.signal(SIGINT);
  EXPECT_EQ(stopped.end(), 130);
  ChildProgram broken{words_of({"record", file + "2"}), exchange.environment()};
  ChildProgram watch{words_of({"watch", "after=0"}), exchange.environment()};
  ASSERT_TRUE(is_written(file + "2"));
  ASSERT_TRUE(watch.line_with("started"));
  exchange.kill();
  EXPECT_EQ(broken.end(), 2);
  EXPECT_EQ(watch.end(), 2);
}

TEST_F(Ctl, ExchangeWritesItsReportsWhenItsRunIsOver) {
  const auto report = [&] {
    for (const auto& run : std::filesystem::directory_iterator{exchange.folder() + "/runs"}) {
      std::ifstream file{run.path() / "report.txt"};
      return std::string{std::istreambuf_iterator<char>{file}, {}};
    }
    return std::string{"no folder"};
  };
  EXPECT_EQ(report(), "");
  done({"until", "vtime=10 s"});
  done({"finish"});
  ASSERT_TRUE(comes_to_stand("over"));
  const std::string first = report();
  EXPECT_THAT(first, HasSubstr("PASSED"));
  done({"rewind", "fresh=true"});
  done({"run", "0"});
  ASSERT_TRUE(comes_to_stand("over"));
  EXPECT_THAT(report(), AllOf(HasSubstr("PASSED"), testing::Ne(first)));
}

TEST_F(Ctl, ExchangeThatLosesItsTerminalEndsInOrder) {
  std::signal(SIGHUP, SIG_DFL);  // Not as with nohup.
  ServedExchange other{{.more = {"--paused"}}};
  other.program().signal(SIGHUP);
  EXPECT_EQ(other.program().end(), 130);
}

TEST_F(Ctl, RunThatCannotBeServedLeavesNoFolder) {
  const std::string folder = exchange.folder() + "/others";
  const Said second =
      said({forlopp_program(), "run", source_file("tests/end_to_end/small_town.yaml"), "--serve",
            "--port", std::to_string(exchange.port()), "--out", folder},
           {});
  EXPECT_EQ(second.status, 2);
  EXPECT_THAT(second.error, HasSubstr("Address already in use"));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(Ctl, GoesBackInARunThatIsTraced) {
  ServedExchange first{
      {.scenario = source_file("scenarios/first_call.yaml"), .more = {"--paused"}}};
  const auto say = [&](Words words) {
    words.insert(words.begin(), {forlopp_program(), "ctl", "--port", std::to_string(first.port())});
    return said(words, first.environment()).status;
  };
  EXPECT_EQ(say({"trace", "1"}), 0);
  EXPECT_EQ(say({"step", "event", "20"}), 0);
  EXPECT_EQ(say({"rewind", "fresh=true"}), 0);
  EXPECT_EQ(say({"untrace", "1"}), 1) << "it is forgotten";
}

TEST_F(Ctl, SaysWhyNot) {
  EXPECT_EQ(ctl({"explode"}).status, 2);
  const Said wrong = ctl({"inject", "no_such_fault", "card 1/2"});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.error, HasSubstr("no_such_fault"));
  EXPECT_THAT(ctl({"inspect", "nobody"}).error, HasSubstr("(gone)"));
  EXPECT_THAT(ctl({"show", "weather"}).error, HasSubstr("weather"));
  EXPECT_EQ(ctl({"show", "processes", "weather"}).status, 1);
  const Said viewer = said(words_of({"pause"}), {{"XDG_RUNTIME_DIR", exchange.folder() + "/none"}});
  EXPECT_EQ(viewer.status, 1);
  EXPECT_THAT(viewer.error, HasSubstr("(role)"));
  const Said stranger = ctl({"--token", "guessed", "pause"});
  EXPECT_EQ(stranger.status, 2);
  EXPECT_THAT(stranger.error, HasSubstr("token"));
}

}  // namespace
}  // namespace forlopp::test

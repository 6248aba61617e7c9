#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "runtime/internal/heap_chunks.hpp"
#include "runtime/process_info.hpp"
#include "runtime/table.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

/// Too long to lie inside a string.
const std::string long_text = "a text that has to be allocated, because it is as long as this";
constexpr std::size_t megabyte = 1'000'000;
/// Its process may have a heap, too.
constexpr std::size_t what_the_story_may_take = 50'000;

struct Letter {
  std::string text;
  std::vector<std::string> pages{};
};

const SpawnOptions with_own_heap{.heap = Heap::own};

/// Never gives this back.
void lose(std::size_t bytes) {
  auto* const lost = new std::vector<char>(bytes);
  [[maybe_unused]] static char* volatile seen = nullptr;
  seen = lost->data();
}

Task<> loses_a_megabyte(Context self) {
  lose(megabyte);
  const Message go = co_await receive_any<Go>(self);
}

TEST(OwnHeap, IsCountedAndReturnedWholeWhateverItsProcessHasLost) {
  expect_log({"counted", "returned"}, [](Context self, EventLog* log) -> Task<> {
    const std::size_t before = heap_chunks::in_use();
    const Monitored other = self.spawn_monitor(with_own_heap, script(&loses_a_megabyte));
    const auto info = co_await process_info(self, other.pid);
    const auto later = co_await process_info(self, other.pid);
    if (later->heap_bytes >= megabyte && later->heap_blocks > 1 && later->memory > megabyte)
      log->add("counted");
    self.send(other.pid, Go{});
    const ExitReason reason = co_await down_of(self, other.ref);
    if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
  });
}

TEST(OwnHeap, OfAProcessThatIsKilledIsReturned) {
  expect_log({"killed", "returned"}, [](Context self, EventLog* log) -> Task<> {
    const std::size_t before = heap_chunks::in_use();
    const Monitored other = self.spawn_monitor(with_own_heap, script(&loses_a_megabyte));
    self.exit_signal(other.pid, ExitReason::Kind::kill);
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
    if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
  });
}

void throws() {
  throw std::runtime_error{long_text};
}
Task<> holds_a_megabyte(Context self) {
  const std::vector<char> held(megabyte);
  const Message go = co_await receive_any<Go>(self);
}

TEST(OwnHeap, OfOthersIsNotUsed) {
  expect_log({"nothing"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor({.heap = Heap::common}, script(&holds_a_megabyte));
    const auto info = co_await process_info(self, other.pid);
    if (info->heap_bytes == 0 && info->memory < megabyte) log->add("nothing");
    self.exit_signal(other.pid, ExitReason::Kind::kill);
    const ExitReason reason = co_await down_of(self, other.ref);
  });
}

// What leaves such a process outlives it.

Task<> sends_a_letter(Context self, Pid to) {
  Letter letter{long_text, {}};
  letter.pages.assign(3, long_text);
  self.send(to, std::move(letter));
  co_return;
}

TEST(OwnHeap, MessagesOutliveTheirSender) {
  expect_log({long_text, "3 pages"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor(with_own_heap, script(&sends_a_letter, self.self()));
    const ExitReason reason = co_await down_of(self, other.ref);
    const Message message = co_await receive_any<Letter>(self);
    const auto* letter = message.get_if<Letter>();
    log->add(letter->text);
    log->add(std::to_string(letter->pages.size()) + " pages");
  });
}

Task<> adds_a_page_and_sends_it_on(Context self, Pid to) {
  Message message = co_await receive_any<Letter>(self);
  message.get_if<Letter>()->pages.push_back(long_text);
  self.send_message(to, std::move(message));
}

TEST(OwnHeap, AReceivedMessageMayBeChangedAndSentOn) {
  expect_log({long_text, long_text}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other =
        self.spawn_monitor(with_own_heap, script(&adds_a_page_and_sends_it_on, self.self()));
    Letter sent{long_text, {}};
    self.send(other.pid, std::move(sent));
    const ExitReason reason = co_await down_of(self, other.ref);
    const Message message = co_await receive_any<Letter>(self);
    log->add(message.get_if<Letter>()->text);
    log->add(message.get_if<Letter>()->pages.front());
  });
}

Task<> sends_a_letter_to_itself(Context self, Pid to) {
  Letter letter{long_text, {}};
  self.handle_next(Message::of(letter));
  Message first = co_await receive_any<Letter>(self);
  self.send_after(Duration{0}, self.self(), std::move(*first.get_if<Letter>()));
  Message second = co_await receive_any<Letter>(self);
  self.handle_next(Message::of(letter));
  self.send(to, *second.get_if<Letter>());
}

TEST(OwnHeap, ItsProcessMayWriteToItself) {
  expect_log({"normal", long_text}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other =
        self.spawn_monitor(with_own_heap, script(&sends_a_letter_to_itself, self.self()));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
    const Message message = co_await receive_any<Letter>(self);
    log->add(message.get_if<Letter>()->text);
  });
}

Task<> exits_with_a_reason(Context self) {
  self.exit(ExitReason{long_text + "!"});
  co_return;
}

TEST(OwnHeap, ReasonsOutliveTheirProcess) {
  expect_log({long_text + "!"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor(with_own_heap, script(&exits_with_a_reason));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

TEST(OwnHeap, ExceptionsBecomeReasons) {
  expect_log({"error: " + long_text}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context) -> Task<> {
      throws();
      co_return;
    };
    const Monitored other = self.spawn_monitor(with_own_heap, script(+child));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

using Texts = Table<std::string, std::string>;

Task<> writes_into_a_table(Context self) {
  const auto table = Texts::find(self, Name{"own_heap_test.table"});
  std::string key = long_text;
  std::string row = long_text + "?";
  table->insert(self, std::move(key), std::move(row));
  std::vector<Texts::Entry> entries{{"second", long_text + "."}};
  table->insert(self, std::move(entries));
  std::string changed = long_text + "!";
  table->update(self, "second", [&](std::string& text) { text = std::move(changed); });
  const auto taken = table->take(self, "third");
  const auto copy = table->lookup(self, long_text);
  co_return;
}

TEST(OwnHeap, RowsOutliveTheirWriter) {
  expect_log({long_text + "?", long_text + "!", "0"}, [](Context self, EventLog* log) -> Task<> {
    TableOptions options{.name = Name{"own_heap_test.table"}, .access = TableAccess::open_to_all};
    const auto table = Texts::create(self, std::move(options));
    table->insert(self, "third", long_text);
    const Monitored other = self.spawn_monitor(with_own_heap, script(&writes_into_a_table));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(table->lookup(self, long_text)->front());
    log->add(table->lookup(self, "second")->front());
    log->add(std::to_string(table->lookup(self, "third")->size()));
  });
}

Task<> owns_a_table(Context self, Pid heir) {
  TableOptions options{.heir = heir, .heir_data = long_text + "#"};
  const auto table = Texts::create(self, std::move(options));
  table->insert(self, "key", long_text);
  co_return;
}

TEST(OwnHeap, TablesOutliveTheirOwner) {
  expect_log({long_text + "#", long_text}, [](Context self, EventLog* log) -> Task<> {
    self.spawn(with_own_heap, script(&owns_a_table, self.self()));
    const Message message = co_await receive_any<TableTransfer>(self);
    const auto* transfer = message.get_if<TableTransfer>();
    log->add(transfer->data);
    const auto table = Texts::find(self, transfer->table);
    log->add(table->lookup(self, "key")->front());
  });
}

Task<> registers_and_joins(Context self, Pid to) {
  self.register_name(Name{long_text});
  self.link(to);
  const Ref ref = self.monitor(to);
  self.unlink(to);
  self.demonitor(ref);
  self.send(to, Go{});
  const Message never = co_await sleep(self, infinity);
}

TEST(OwnHeap, NamesAndRelationsAreTheRuntimes) {
  expect_log({"found", "killed"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other =
        self.spawn_monitor(with_own_heap, script(&registers_and_joins, self.self()));
    const Message go = co_await receive_any<Go>(self);
    if (self.whereis(Name{long_text}) == other.pid) log->add("found");
    self.exit_signal(other.pid, ExitReason::Kind::kill);
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

// Processes that such a process spawns.

class Answers final : public ProcessCode {
 public:
  explicit Answers(std::string text) : text_{std::move(text)} {}
  void receive(Context& context, Message message) override {
    context.send(message.sender(), Letter{text_, {}});
  }

 private:
  std::string text_;
};

Task<> says(Context self, Pid to, std::string text) {
  const Message go = co_await receive_any<Go>(self);
  Letter letter{std::move(text), {}};
  self.send(to, std::move(letter));
}

struct Children {
  Pid code;
  Pid script;
};

Task<> has_children(Context self, Pid to, Heap theirs) {
  std::string text = long_text;
  std::string same_text = long_text;
  const SpawnOptions options{.heap = theirs};
  Children children{self.spawn<Answers>(options, std::move(text)), {}};
  children.script = self.spawn(options, script(&says, to, std::move(same_text)));
  self.send(to, children);
  co_return;
}

Task<> ask_children(Context self, EventLog* log, Heap theirs) {
  const Monitored parent =
      self.spawn_monitor(with_own_heap, script(&has_children, self.self(), theirs));
  const ExitReason reason = co_await down_of(self, parent.ref);
  const Message message = co_await receive_any<Children>(self);
  const auto* children = message.get_if<Children>();
  for (const Pid child : {children->code, children->script}) {
    self.send(child, Go{});
    const Message answer = co_await receive_any<Letter>(self);
    log->add(answer.get_if<Letter>()->text);
    self.exit_signal(child, ExitReason::Kind::kill);
    co_await end_of(self, child);
  }
}

TEST(OwnHeap, ChildrenOutliveTheirParent) {
  expect_log({long_text, long_text}, [](Context self, EventLog* log) -> Task<> {
    co_await ask_children(self, log, Heap::common);
  });
}

TEST(OwnHeap, ChildrenWithHeapsOfTheirOwnOutliveTheirParent) {
  expect_log({long_text, long_text, "returned"}, [](Context self, EventLog* log) -> Task<> {
    const std::size_t before = heap_chunks::in_use();
    co_await ask_children(self, log, Heap::own);
    if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
  });
}

TEST(OwnHeap, HoldsTheCodeThatWasMadeForIt) {
  expect_log({"counted"}, [](Context self, EventLog* log) -> Task<> {
    const std::string much(megabyte, '.');
    const Pid other = self.spawn<Answers>(with_own_heap, much);
    const auto info = co_await process_info(self, other);
    if (info->heap_bytes > megabyte) log->add("counted");
    self.exit_signal(other, ExitReason::Kind::kill);
    co_await end_of(self, other);
  });
}

class FailsToBeMade final : public ProcessCode {
 public:
  FailsToBeMade() {
    text_ = long_text + "!";
    throw std::runtime_error{text_};
  }
  void receive(Context&, Message) override {}

 private:
  std::string text_;
};

TEST(OwnHeap, IsReturnedIfItsCodeCannotBeMade) {
  expect_log({long_text + "!", long_text + "!"}, [](Context self, EventLog* log) -> Task<> {
    for (int i = 0; i < 2; ++i) {
      try {
        self.spawn<FailsToBeMade>(with_own_heap);
      } catch (const std::runtime_error& error) {
        log->add(error.what());
      }
    }
    co_return;
  });
}

Task<> spawns_code_of_its_own(Context self) {
  self.spawn({}, std::make_unique<Answers>(long_text));
  co_return;
}

TEST(OwnHeap, CodeThatLiesInItCannotBeSpawned) {
  tell(
      [](Context self, EventLog* log) -> Task<> {
        const Monitored other = self.spawn_monitor(with_own_heap, script(&spawns_code_of_its_own));
        const ExitReason reason = co_await down_of(self, other.ref);
        log->add(to_string(reason));
      },
      [](const Told& told) {
        EXPECT_NE(told.log.front().find("lies in the heap of the process that spawns it"),
                  std::string::npos)
            << told.log.front();
      });
}

}  // namespace
}  // namespace forlopp::runtime

#include "runtime/table.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using Numbers = Table<std::string, int>;
using Rows = std::vector<int>;

/// A process that owns what it is given, until it is told to end.
Task<> keeps(Context self, TableOptions options) {
  const auto table = Numbers::create(self, std::move(options));
  const Message go = co_await receive_any<Go>(self);
}

TEST(Table, ETS_02_access_is_checked) {
  expect_log({"not to be read", "not to be written", "written"},
             [](Context self, EventLog* log) -> Task<> {
               const auto other = [](Context me, EventLog* to) -> Task<> {
                 const auto hidden = Numbers::find(me, Name{"table_test.private"});
                 const auto guarded = Numbers::find(me, Name{"table_test.protected"});
                 const auto open = Numbers::find(me, Name{"table_test.open"});
                 if (!hidden->lookup(me, "k")) to->add("not to be read");
                 if (guarded->lookup(me, "k") && !guarded->insert(me, "k", 1))
                   to->add("not to be written");
                 if (open->insert(me, "k", 1)) to->add("written");
                 co_return;
               };
               TableOptions hidden{.name = Name{"table_test.private"},
                                   .access = TableAccess::private_to_owner};
               TableOptions guarded{.name = Name{"table_test.protected"}};
               TableOptions open{.name = Name{"table_test.open"},
                                 .access = TableAccess::open_to_all};
               const auto first = Numbers::create(self, hidden);
               const auto second = Numbers::create(self, guarded);
               const auto third = Numbers::create(self, open);
               const Monitored child = self.spawn_monitor({}, script(+other, log));
               const ExitReason reason = co_await down_of(self, child.ref);
             });
}

TEST(Table, ETS_01_ends_with_its_owner_and_its_name_is_free) {
  expect_log({"taken", "gone", "again"}, [](Context self, EventLog* log) -> Task<> {
    const TableOptions options{.name = Name{"table_test.owned"}};
    const auto mine = Numbers::create(self, options);
    if (Numbers::create(self, options).error() == TableError::name_taken) log->add("taken");
    if (mine->drop(self) && !mine->size(self)) log->add("gone");
    const Pid owner = self.spawn({}, script(&keeps, options));
    self.send(owner, Go{});
    const ExitReason reason = co_await end_of(self, owner);
    if (Numbers::create(self, options)) log->add("again");
  });
}

TEST(Table, ETS_03_and_ETS_04_heir_gets_the_table_and_its_contents) {
  expect_log({"inherited", "7"}, [](Context self, EventLog* log) -> Task<> {
    const auto testator = [](Context me, TableOptions options) -> Task<> {
      const auto table = Numbers::create(me, std::move(options));
      table->insert(me, "k", 7);
      co_return;
    };
    const Name name{"table_test.heirloom"};
    TableOptions options{.name = name, .heir = self.self(), .heir_data = "inherited"};
    self.spawn({}, script(+testator, std::move(options)));
    const Message message = co_await receive_any<TableTransfer>(self);
    log->add(message.get_if<TableTransfer>()->data);
    const auto table = Numbers::find(self, name);
    const auto rows = table->lookup(self, "k");
    log->add(std::to_string(rows->front()));
  });
}

TEST(Table, ETS_07_and_ETS_08_is_given_to_the_living_by_its_owner_only) {
  expect_log({"not to oneself", "not to the dead", "given", "not mine any more"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid other = spawn_idle(self);
               const Pid dead = co_await somebody_dead(self);
               const auto table = Numbers::create(self, {});
               if (!table->give_away(self, self.self(), "")) log->add("not to oneself");
               if (!table->give_away(self, dead, "")) log->add("not to the dead");
               if (table->give_away(self, other, "")) log->add("given");
               const auto written = table->insert(self, "k", 1);
               if (!written && *table->owner(self) == other) log->add("not mine any more");
             });
}

template <class Check>
void with_rows(TableKind kind, Check check) {
  SCOPED_TRACE(static_cast<int>(kind));
  static TableKind wanted;
  static Rows rows;
  wanted = kind;
  tell(
      [](Context self, EventLog*) -> Task<> {
        TableOptions options{.kind = wanted};
        const auto table = Numbers::create(self, options);
        for (const int row : {1, 2, 1}) {
          table->insert(self, "k", row);
        }
        rows = *table->lookup(self, "k");
        co_return;
      },
      [&](const Told&) { check(rows); });
}

TEST(Table, ETS_10_and_ETS_11_kinds_differ_in_how_many_rows_a_key_has) {
  with_rows(TableKind::set, [](const Rows& rows) { EXPECT_EQ(rows, Rows{1}); });
  with_rows(TableKind::bag, [](const Rows& rows) { EXPECT_EQ(rows, (Rows{1, 2})); });
  with_rows(TableKind::duplicate_bag, [](const Rows& rows) { EXPECT_EQ(rows, (Rows{1, 2, 1})); });
}

TEST(Table, ETS_13_insert_new_is_all_or_nothing_and_take_takes_all) {
  expect_log({"refused", "nothing", "3 taken", "inserted"},
             [](Context self, EventLog* log) -> Task<> {
               TableOptions options{.kind = TableKind::duplicate_bag};
               const auto table = Numbers::create(self, options);
               for (const int row : {1, 2, 1}) {
                 table->insert(self, "k", row);
               }
               const std::vector<Numbers::Entry> entries{{"n", 1}, {"k", 9}};
               if (!*table->insert_new(self, entries)) log->add("refused");
               if (table->lookup(self, "n")->empty()) log->add("nothing");
               log->add(std::to_string(table->take(self, "k")->size()) + " taken");
               if (*table->insert_new(self, entries)) log->add("inserted");
               co_return;
             });
}

TEST(Table, ETS_14_ordered_one_is_walked_in_order_also_from_a_key_that_is_not_there) {
  expect_log({"a", "c", "e", "end"}, [](Context self, EventLog* log) -> Task<> {
    TableOptions options{.kind = TableKind::ordered_set};
    const auto table = Numbers::create(self, options);
    for (const char* key : {"c", "a", "e"}) {
      table->insert(self, key, 1);
    }
    log->add(**table->first(self));
    log->add(**table->next(self, "b"));
    log->add(**table->next(self, "d"));
    if (!*table->next(self, "e")) log->add("end");
    co_return;
  });
}

/// Counts up; many of these at the same time.
Task<> counts(Context self, TableId id, int times) {
  const auto table = Numbers::find(self, id);
  for (int i = 0; i < times; ++i) {
    table->update(self, "count", [](int& count) { ++count; });
  }
  co_return;
}

TEST(Table, ETS_15_and_ETS_16_update_is_one_step_for_all_others) {
  expect_log({"4000"}, [](Context self, EventLog* log) -> Task<> {
    TableOptions options{.access = TableAccess::open_to_all};
    const auto table = Numbers::create(self, options);
    table->insert(self, "count", 0);
    for (int i = 0; i < 4; ++i) {
      self.spawn_monitor({}, script(&counts, table->id(), 1'000));
    }
    for (int i = 0; i < 4; ++i) {
      const Message down = co_await receive_any<Down>(self);
    }
    log->add(std::to_string(table->lookup(self, "count")->front()));
  });
}

Task<> inserts_pairs(Context self, TableId id, int times) {
  const auto table = Numbers::find(self, id);
  for (int i = 1; i <= times; ++i) {
    table->insert(self, std::vector<Numbers::Entry>{{"left", i}, {"right", i}});
  }
  co_return;
}

TEST(Table, ETS_17_an_insert_of_several_is_one_step_for_all_others) {
  expect_log({"0 halves seen"}, [](Context self, EventLog* log) -> Task<> {
    const auto table = Numbers::create(self, {.access = TableAccess::open_to_all});
    table->insert(self, std::vector<Numbers::Entry>{{"left", 0}, {"right", 0}});
    const Monitored writer = self.spawn_monitor({}, script(&inserts_pairs, table->id(), 500));
    int halves = 0;
    for (int i = 0; i < 200; ++i) {
      const auto rows = table->all(self);
      if (rows->front() != rows->back()) ++halves;
      const Message nothing = co_await sleep(self, Duration::zero());
    }
    const ExitReason done = co_await down_of(self, writer.ref);
    log->add(std::to_string(halves) + " halves seen");
  });
}

TEST(Table, ETS_18_and_ETS_20_a_walk_meets_all_that_stay_whatever_comes_and_goes) {
  expect_log({"b", "d", "f"}, [](Context self, EventLog* log) -> Task<> {
    const auto table = Numbers::create(self, {.kind = TableKind::ordered_set});
    for (const char* key : {"b", "d", "f"}) table->insert(self, key, 1);
    for (auto key = *table->first(self); key; key = *table->next(self, *key)) {
      log->add(*key);
      table->insert(self, "a" + *key, 1);
      table->take(self, *key);
    }
    co_return;
  });
}

TEST(Table, ETS_22_selections_agree_with_a_scan) {
  expect_log({"2 4 6", "3", "3 erased", "1 3 5"}, [](Context self, EventLog* log) -> Task<> {
    const auto table = Numbers::create(self, {.kind = TableKind::ordered_set});
    for (int i = 1; i <= 6; ++i) table->insert(self, std::to_string(i), i);
    const auto even = [](const std::string&, const int& row) { return row % 2 == 0; };
    const auto line = [](const Numbers::Rows& rows) {
      std::string text;
      for (const int row : rows) text += (text.empty() ? "" : " ") + std::to_string(row);
      return text;
    };
    log->add(line(*table->select(self, even)));
    log->add(std::to_string(*table->count(self, even)));
    log->add(std::to_string(*table->erase_if(self, even)) + " erased");
    log->add(line(*table->all(self)));
    co_return;
  });
}

TEST(Table, ETS_25_of_a_table_that_is_dropped_the_name_is_free_at_once) {
  expect_log({"dropped", "again"}, [](Context self, EventLog* log) -> Task<> {
    const TableOptions options{.name = Name{"table_test.large"}};
    const auto table = Numbers::create(self, options);
    std::vector<Numbers::Entry> entries;
    for (int i = 0; i < 20'000; ++i) entries.emplace_back(std::to_string(i), i);
    table->insert(self, std::move(entries));
    if (table->drop(self)) log->add("dropped");
    if (Numbers::create(self, options)) log->add("again");
    co_return;
  });
}

}  // namespace
}  // namespace forlopp::runtime

#include <functional>
#include <limits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "runtime/table.hpp"
#include "tests/conformance/puppet_acts.hpp"
#include "tests/conformance/term_value.hpp"

namespace forlopp::conformance {

using runtime::Name;
using runtime::Pid;
using runtime::TableAccess;
using runtime::TableKind;

namespace {

template <class Order>
using TermTable = runtime::Table<Term, Term, Order>;
using ExactTable = TermTable<ExactOrder>;
using OrderedTable = TermTable<TermOrder>;
using Entries = std::vector<ExactTable::Entry>;

Lines badarg() {
  return {"result error badarg"};
}
Lines result(std::string text) {
  return {"result " + std::move(text)};
}

/// What an operation says, or that it would have raised.
template <class Answer, class Show>
Lines shown(const Answer& answer, Show show) {
  return answer ? result(show(*answer)) : badarg();
}
template <class Answer>
Lines done(const Answer& answer) {
  return answer ? result("true") : badarg();
}
std::string list(const std::vector<Term>& rows) {
  return to_string(Term{.kind = Term::Kind::list, .elements = rows});
}
std::string key_text(const std::optional<Term>& key) {
  return key ? to_string(*key) : "$end_of_table";
}

Term parsed(const std::string& text) {
  return Term::parse(text).value_or(Term{.text = text});
}

/// One object or a list of objects; the first element is the key.
Entries entries(const Doer& doer) {
  const Term value = parsed(doer.command.term);
  const bool many = value.kind == Term::Kind::list;
  const std::vector<Term> rows = many ? value.elements : std::vector{value};
  Entries entries;
  for (const Term& row : rows) {
    if (row.elements.empty()) return {};
    entries.emplace_back(row.elements.front(), row);
  }
  return entries;
}

/// The table that the scenario calls so: one without a name by its id.
template <class Table>
auto find(const Doer& doer) {
  const auto id = doer.troupe.table(doer.command.table);
  return id ? Table::find(doer.self, *id) : Table::find(doer.self, Name{doer.command.table});
}

/// Does it with the table, of whichever type it is.
template <class Act>
Lines with_table(const Doer& doer, const Lines& otherwise, Act act) {
  if (const auto table = find<ExactTable>(doer)) return act(*table);
  if (const auto table = find<OrderedTable>(doer)) return act(*table);
  return otherwise;
}
template <class Act>
Lines with_table(const Doer& doer, Act act) {
  return with_table(doer, badarg(), act);
}

// Creation and ownership.

runtime::TableOptions options(const Doer& doer) {
  const Command& command = doer.command;
  runtime::TableOptions options{.heir_data = "heir_data"};
  if (command.has("named_table")) options.name = Name{command.table};
  if (command.has("ordered_set")) options.kind = TableKind::ordered_set;
  if (command.has("bag")) options.kind = TableKind::bag;
  if (command.has("duplicate_bag")) options.kind = TableKind::duplicate_bag;
  if (command.has("private")) options.access = TableAccess::private_to_owner;
  if (command.has("public")) options.access = TableAccess::open_to_all;
  if (const std::string heir = command.option("heir"); !heir.empty()) options.heir = doer.pid(heir);
  return options;
}

template <class Table>
Lines create(const Doer& doer, const runtime::TableOptions& options) {
  const auto table = Table::create(doer.self, options);
  if (!table) return badarg();
  doer.troupe.name_table(doer.command.table, table->id(), static_cast<bool>(options.name));
  return {};
}

Lines ets_new(const Doer& doer) {
  const runtime::TableOptions with = options(doer);
  return with.kind == TableKind::ordered_set ? create<OrderedTable>(doer, with)
                                             : create<ExactTable>(doer, with);
}

Lines ets_drop(const Doer& doer) {
  return with_table(doer, [&](const auto& table) { return done(table.drop(doer.self)); });
}

Lines ets_give_away(const Doer& doer) {
  return with_table(
      doer, [&](const auto& table) { return done(table.give_away(doer.self, doer.to(), "gift")); });
}

Lines ets_owner(const Doer& doer) {
  return with_table(doer, result("undefined"), [&](const auto& table) {
    return shown(table.owner(doer.self),
                 [&](Pid owner) { return doer.troupe.stage().name_of(owner); });
  });
}

Lines ets_size(const Doer& doer) {
  return with_table(doer, result("undefined"), [&](const auto& table) {
    return shown(table.size(doer.self), [](std::size_t size) { return fmt::to_string(size); });
  });
}

// Contents.

Lines ets_insert(const Doer& doer) {
  const Entries all = entries(doer);
  if (all.empty()) return badarg();
  return with_table(doer, [&](const auto& table) { return done(table.insert(doer.self, all)); });
}

Lines ets_insert_new(const Doer& doer) {
  const Entries all = entries(doer);
  return with_table(doer, [&](const auto& table) {
    return shown(table.insert_new(doer.self, all),
                 [](bool inserted) { return inserted ? "true" : "false"; });
  });
}

Lines ets_lookup(const Doer& doer) {
  const Term key = parsed(doer.command.key);
  return with_table(doer,
                    [&](const auto& table) { return shown(table.lookup(doer.self, key), &list); });
}

Lines ets_take(const Doer& doer) {
  const Term key = parsed(doer.command.key);
  return with_table(doer,
                    [&](const auto& table) { return shown(table.take(doer.self, key), &list); });
}

Lines ets_delete(const Doer& doer) {
  const Term key = parsed(doer.command.key);
  return with_table(doer, [&](const auto& table) { return done(table.take(doer.self, key)); });
}

Lines ets_delete_object(const Doer& doer) {
  const Entries all = entries(doer);
  if (all.size() != 1) return badarg();
  return with_table(doer, [&](const auto& table) {
    return done(table.erase(doer.self, all.front().first, all.front().second));
  });
}

Lines ets_list(const Doer& doer) {
  return with_table(doer, [&](const auto& table) { return shown(table.all(doer.self), &list); });
}

Lines ets_first(const Doer& doer) {
  return with_table(doer,
                    [&](const auto& table) { return shown(table.first(doer.self), &key_text); });
}

Lines ets_next(const Doer& doer) {
  const Term key = parsed(doer.command.key);
  return with_table(
      doer, [&](const auto& table) { return shown(table.next(doer.self, key), &key_text); });
}

// Counters.

/// `Increment`, `{Position, Increment}` or `{Position, Increment, Threshold, SetValue}`.
struct Count {
  std::size_t position = 2;
  long long increment = 0;
  long long threshold = std::numeric_limits<long long>::max();
  long long reset = 0;
};

std::optional<Count> count_of(const Term& term) {
  std::vector<long long> numbers;
  const std::vector<Term> parts =
      term.kind == Term::Kind::tuple
          ? term.elements
          : std::vector{Term{.kind = Term::Kind::number, .text = "2"}, term};
  for (const Term& part : parts) {
    if (!part.is_whole()) return {};
    numbers.push_back(std::stoll(part.text));
  }
  if (numbers.size() != 2 && numbers.size() != 4) return {};
  if (numbers[0] < 2) return {};
  Count count{.position = static_cast<std::size_t>(numbers[0]), .increment = numbers[1]};
  if (numbers.size() == 4) count.threshold = numbers[2];
  if (numbers.size() == 4) count.reset = numbers[3];
  if (numbers.size() == 4 && count.increment < 0) count.threshold = -numbers[2];
  return count;
}

/// The new value; nothing if there is no whole number there.
std::optional<long long> counted(const Term& row, const Count& count) {
  if (count.position > row.elements.size()) return {};
  const Term& place = row.elements[count.position - 1];
  if (!place.is_whole()) return {};
  const long long sum = std::stoll(place.text) + count.increment;
  const bool over = count.increment < 0 ? -sum > count.threshold : sum > count.threshold;
  return over ? count.reset : sum;
}

/// All of them, one after the other, or none.
std::optional<std::vector<Term>> count_all(Term& row, const std::vector<Count>& counts) {
  Term changed = row;
  std::vector<Term> values;
  for (const Count& count : counts) {
    const auto value = counted(changed, count);
    if (!value) return {};
    Term number{.kind = Term::Kind::number, .text = fmt::to_string(*value)};
    changed.elements[count.position - 1] = number;
    values.push_back(std::move(number));
  }
  row = std::move(changed);
  return values;
}

Lines ets_update_counter(const Doer& doer) {
  const Term value = parsed(doer.command.term);
  const bool many = value.kind == Term::Kind::list;
  std::vector<Count> counts;
  for (const Term& term : many ? value.elements : std::vector{value}) {
    const auto count = count_of(term);
    if (!count) return badarg();
    counts.push_back(*count);
  }
  std::optional<std::vector<Term>> values;
  const Term key = parsed(doer.command.key);
  return with_table(doer, [&](const auto& table) {
    const auto change = [&](Term& row) { values = count_all(row, counts); };
    const auto updated = table.update(doer.self, key, change);
    if (!updated || !*updated || !values) return badarg();
    return result(many ? list(*values) : to_string(values->front()));
  });
}

}  // namespace

const Acts& table_acts() {
  static const Acts acts{{"ets_new", &ets_new},
                         {"ets_drop", &ets_drop},
                         {"ets_give_away", &ets_give_away},
                         {"ets_owner", &ets_owner},
                         {"ets_size", &ets_size},
                         {"ets_insert", &ets_insert},
                         {"ets_insert_new", &ets_insert_new},
                         {"ets_lookup", &ets_lookup},
                         {"ets_take", &ets_take},
                         {"ets_delete", &ets_delete},
                         {"ets_delete_object", &ets_delete_object},
                         {"ets_list", &ets_list},
                         {"ets_first", &ets_first},
                         {"ets_next", &ets_next},
                         {"ets_update_counter", &ets_update_counter}};
  return acts;
}

}  // namespace forlopp::conformance

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/context.hpp"

namespace forlopp::runtime {

/// How many rows a key may have, and which order they have: one, by key; one, in the order of keys;
/// several, none of them twice; several.
enum class TableKind : std::uint8_t { set, ordered_set, bag, duplicate_bag };
/// Who may look: the owner; everybody; everybody. And who may write: the owner; the owner;
/// everybody.
enum class TableAccess : std::uint8_t { private_to_owner, protected_by_owner, open_to_all };
enum class TableError : std::uint8_t { no_such_table, no_access, name_taken, no_such_heir };

/// Names one table for ever.
struct TableId {
  std::uint64_t number = 0;
};

struct TableOptions {
  Name name{};  ///< Under which others find it; may be none.
  TableKind kind = TableKind::set;
  TableAccess access = TableAccess::protected_by_owner;
  Pid heir{};               ///< Who owns it when its owner has ended. Nobody: it ends too.
  std::string heir_data{};  ///< What the heir is told then.
};

/// To the new owner of a table: it was inherited or given away.
struct TableTransfer {
  TableId table;
  Name name;
  Pid from;
  std::string data;
};

/// What tables of all types have in common; for the runtime itself.
class TableCore {
 public:
  explicit TableCore(TableOptions options) : options_{std::move(options)} {}
  TableCore(const TableCore&) = delete;
  TableCore& operator=(const TableCore&) = delete;
  virtual ~TableCore() = default;

  TableKind kind() const { return options_.kind; }
  TableId id() const { return id_; }

 private:
  friend class TableGuard;
  friend class TableRegistry;

  TableOptions options_;
  TableId id_{};
  Pid owner_{};
  bool dropped_ = false;
  std::shared_mutex mutex_{};
};

/// Holds a table for one operation, if the process may do it. Meanwhile nothing of a key or a row
/// may trap: that would end the node.
class TableGuard {
 public:
  enum class Purpose : std::uint8_t { knowing, reading, writing };
  TableGuard(Context self, TableCore& table, Purpose purpose);
  TableGuard(const TableGuard&) = delete;
  TableGuard& operator=(const TableGuard&) = delete;
  ~TableGuard();

  std::optional<TableError> refusal() const { return refusal_; }
  Pid owner() const;

 private:
  TableCore& table_;
  Purpose purpose_;
  std::optional<TableError> refusal_{};
  alignas(8) std::array<std::byte, 16> scope_{};
};

namespace table_detail {
Result<TableId, TableError> add(Context self, const std::shared_ptr<TableCore>& table);
std::shared_ptr<TableCore> find(Context self, Name name);
std::shared_ptr<TableCore> find(Context self, TableId id);
Result<void, TableError> drop(Context self, TableCore& table);
Result<void, TableError> give_away(Context self, TableCore& table, Pid to, std::string data);
}  // namespace table_detail

/// Rows under keys that several processes share (OTP's ets). It has an owner and ends with it,
/// unless it has an heir. Each operation is one step for everybody else. A handle is for code; into
/// a message goes its `id`.
template <class Key, class Row, class Less = std::less<Key>>
class Table {
 public:
  using Rows = std::vector<Row>;
  using Entry = std::pair<Key, Row>;
  template <class T>
  using Answer = Result<T, TableError>;

  /// Owned by the calling process.
  static Answer<Table> create(Context self, TableOptions options) {
    const Outside outside;
    auto store = std::make_shared<Store>(copied_out(std::move(options)));
    if (const auto added = table_detail::add(self, store); !added) return err(added.error());
    return Table{std::move(store)};
  }
  /// By name or by `TableId`. A table of other types is none.
  template <class NameOrId>
  static Answer<Table> find(Context self, NameOrId which) {
    auto store = std::dynamic_pointer_cast<Store>(table_detail::find(self, which));
    if (!store) return err(TableError::no_such_table);
    return Table{std::move(store)};
  }

  TableId id() const { return store_->id(); }

  /// For a set: in place of what that key had.
  Answer<void> insert(Context self, Key key, Row row) const {
    return write(self, [&](Store& store) {
      store.put(copied_out(std::move(key)), copied_out(std::move(row)));
    });
  }
  /// All of them or, if one may not be written, none.
  Answer<void> insert(Context self, std::vector<Entry> entries) const {
    return write(self, [&](Store& store) { store.put_all(copied_out(std::move(entries))); });
  }
  /// False, and nothing is inserted, if one of the keys is there already.
  Answer<bool> insert_new(Context self, std::vector<Entry> entries) const {
    return write(self, [&](Store& store) {
      const auto is_there = [&](const Entry& it) { return store.rows.contains(it.first); };
      if (std::any_of(entries.begin(), entries.end(), is_there)) return false;
      store.put_all(copied_out(std::move(entries)));
      return true;
    });
  }
  /// In the order of insertion.
  Answer<Rows> lookup(Context self, const Key& key) const {
    return read(self, [&](const Store& store) {
      const auto found = store.rows.find(key);
      return found == store.rows.end() ? Rows{} : found->second;
    });
  }
  /// The rows of the key, which are in the table no longer.
  Answer<Rows> take(Context self, const Key& key) const {
    return write(self, [&](Store& store) {
      const auto found = store.rows.find(key);
      if (found == store.rows.end()) return Rows{};
      Rows taken = std::move(found->second);
      store.rows.erase(found);
      return taken;
    });
  }
  /// Every row of the key that is equal to this one.
  Answer<void> erase(Context self, const Key& key, const Row& row) const {
    return write(self, [&](Store& store) {
      const auto found = store.rows.find(key);
      if (found == store.rows.end()) return;
      std::erase(found->second, row);
      if (found->second.empty()) store.rows.erase(found);
    });
  }
  /// Changes the key's first row by `change(Row&)`, in one step. False if there is none.
  template <class Change>
  Answer<bool> update(Context self, const Key& key, Change change) const {
    return write(self, [&](Store& store) {
      const auto found = store.rows.find(key);
      if (found == store.rows.end()) return false;
      Row& row = found->second.front();
      change(row);
      if (runs_in_own_heap()) heap_detail::renew(row);
      return true;
    });
  }
  /// The keys in order; with `next` also from one that is not there.
  Answer<std::optional<Key>> first(Context self) const {
    return read(self, [](const Store& store) { return store.key_at(store.rows.begin()); });
  }
  Answer<std::optional<Key>> next(Context self, const Key& key) const {
    return read(self,
                [&](const Store& store) { return store.key_at(store.rows.upper_bound(key)); });
  }
  Answer<Rows> all(Context self) const {
    return read(self, [](const Store& store) {
      Rows all;
      for (const auto& [key, rows] : store.rows) all.insert(all.end(), rows.begin(), rows.end());
      return all;
    });
  }

  // All rows for which `matches(const Key&, const Row&)` holds, each in one step; OTP's select.

  template <class Matches>
  Answer<Rows> select(Context self, Matches matches) const {
    return read(self, [&](const Store& store) {
      Rows selected;
      store.for_each(matches, [&](const Row& row) { selected.push_back(row); });
      return selected;
    });
  }
  template <class Matches>
  Answer<std::size_t> count(Context self, Matches matches) const {
    return read(self, [&](const Store& store) {
      std::size_t count = 0;
      store.for_each(matches, [&](const Row&) { ++count; });
      return count;
    });
  }
  /// Returns how many there were.
  template <class Matches>
  Answer<std::size_t> erase_if(Context self, Matches matches) const {
    return write(self, [&](Store& store) { return store.erase_if(matches); });
  }

  // What everybody may know.

  Answer<std::size_t> size(Context self) const {
    return with(self, TableGuard::Purpose::knowing, [](const Store& store, const TableGuard&) {
      std::size_t size = 0;
      for (const auto& [key, rows] : store.rows) size += rows.size();
      return size;
    });
  }
  Answer<Pid> owner(Context self) const {
    return with(self, TableGuard::Purpose::knowing,
                [](const Store&, const TableGuard& guard) { return guard.owner(); });
  }

  /// By its owner, or by anybody if it is open to all.
  Answer<void> drop(Context self) const { return table_detail::drop(self, *store_); }
  /// By its owner, to another living process, which gets a `TableTransfer`.
  Answer<void> give_away(Context self, Pid to, std::string data) const {
    return table_detail::give_away(self, *store_, to, std::move(data));
  }

 private:
  struct Store final : TableCore {
    using TableCore::TableCore;
    using Map = std::map<Key, Rows, Less>;
    Map rows{};

    void put(Key key, Row row) {
      if (kind() == TableKind::set || kind() == TableKind::ordered_set) {
        return replace(std::move(key), std::move(row));
      }
      Rows& present = rows[std::move(key)];
      const bool twice = std::find(present.begin(), present.end(), row) != present.end();
      if (kind() == TableKind::duplicate_bag || !twice) present.push_back(std::move(row));
    }
    void replace(Key key, Row row) {
      const auto found = rows.find(key);
      if (found == rows.end()) return rows[std::move(key)].push_back(std::move(row));
      auto place = rows.extract(found);
      place.key() = std::move(key);  // The old one may be equal only in the order of keys.
      place.mapped().clear();
      place.mapped().push_back(std::move(row));
      rows.insert(std::move(place));
    }
    void put_all(std::vector<Entry> entries) {
      for (Entry& entry : entries) put(std::move(entry.first), std::move(entry.second));
    }
    template <class Matches, class Use>
    void for_each(Matches& matches, Use use) const {
      for (const auto& [key, present] : rows) {
        for (const Row& row : present)
          if (matches(key, row)) use(row);
      }
    }
    template <class Matches>
    std::size_t erase_if(Matches& matches) {
      std::size_t erased = 0;
      for (auto& [key, present] : rows)
        erased += std::erase_if(present, [&](const Row& row) { return matches(key, row); });
      std::erase_if(rows, [](const auto& entry) { return entry.second.empty(); });
      return erased;
    }
    std::optional<Key> key_at(typename Map::const_iterator place) const {
      if (place == rows.end()) return std::nullopt;
      return place->first;
    }
  };

  explicit Table(std::shared_ptr<Store> store) : store_{std::move(store)} {}

  template <class Act>
  auto with(Context self, TableGuard::Purpose purpose, Act act) const
      -> Answer<std::invoke_result_t<Act, Store&, const TableGuard&>> {
    const TableGuard guard{self, *store_, purpose};
    if (guard.refusal()) return err(*guard.refusal());
    if constexpr (std::is_void_v<decltype(act(*store_, guard))>) {
      act(*store_, guard);
      return {};
    } else {
      return act(*store_, guard);
    }
  }
  template <class Act>
  auto read(Context self, Act act) const {
    return with(self, TableGuard::Purpose::reading,
                [&](const Store& store, const TableGuard&) { return act(store); });
  }
  template <class Act>
  auto write(Context self, Act act) const {
    return with(self, TableGuard::Purpose::writing,
                [&](Store& store, const TableGuard&) { return act(store); });
  }

  std::shared_ptr<Store> store_;
};

}  // namespace forlopp::runtime

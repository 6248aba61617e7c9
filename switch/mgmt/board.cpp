#include "switch/mgmt/board.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "switch/mgmt/internal/weight.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {
namespace {

/// How many of the entries that are gone are remembered: so many, and some for each that is there.
constexpr std::size_t gone_kept = 1024;
constexpr std::size_t gone_kept_per_row = 4;

}  // namespace

std::string text(const View& view) {
  return view.scope.empty() ? view.topic : view.topic + ' ' + view.scope;
}

std::vector<View> Board::wanted() {
  const std::scoped_lock lock{mutex_};
  std::erase_if(sheets_, [](const auto& sheet) { return sheet.second.wanted == 0; });
  std::vector<View> views;
  for (const auto& [view, sheet] : sheets_) views.push_back(view);
  return views;
}

void Board::show(const View& view, std::map<std::string, Row> rows) {
  const std::scoped_lock lock{mutex_};
  Sheet& shown = sheet(view);
  shown.written = true;
  for (auto& [key, entry] : shown.entries)
    if (!entry.gone && !rows.contains(key)) take_away(shown, entry);
  for (auto& [key, row] : rows) write(shown, key, std::move(row));
  forget_the_gone(shown);
}

void Board::put(const View& view, const std::string& key, Row row) {
  const std::scoped_lock lock{mutex_};
  Sheet& shown = sheet(view);
  shown.written = true;
  write(shown, key, std::move(row));
}

void Board::remove(const View& view, const std::string& key) {
  const std::scoped_lock lock{mutex_};
  Sheet& shown = sheet(view);
  const auto found = shown.entries.find(key);
  if (found == shown.entries.end() || found->second.gone) return;
  take_away(shown, found->second);
  forget_the_gone(shown);
}

void Board::start_anew() {
  const std::scoped_lock lock{mutex_};
  for (auto& [view, sheet] : sheets_) {
    ++version_;
    sheet = {.wanted = sheet.wanted, .begun = version_, .newest = version_};
  }
}

void Board::stamp(Stamp stamp) {
  const std::scoped_lock lock{mutex_};
  stamp_ = stamp;
}

Stamp Board::stamp() const {
  const std::scoped_lock lock{mutex_};
  return stamp_;
}

bool Board::want(const View& view) {
  const std::scoped_lock lock{mutex_};
  if (sheets_.size() >= views_max && !sheets_.contains(view)) return false;
  ++sheet(view).wanted;
  return true;
}

void Board::unwant(const View& view) {
  const std::scoped_lock lock{mutex_};
  Sheet& shown = sheet(view);
  if (shown.wanted > 0) --shown.wanted;
}

Board::Changes Board::changes(const View& view, std::uint64_t version,
                              std::size_t bytes_max) const {
  const std::scoped_lock lock{mutex_};
  Changes changes{.all = version == 0, .version = version_};
  const auto found = sheets_.find(view);
  if (found == sheets_.end()) return changes;
  const Sheet& sheet = found->second;
  if (!sheet.written) return {.version = version};
  if (version < sheet.begun) {
    changes.all = true;
    version = 0;
  } else if (version >= sheet.newest) {
    return changes;
  }
  std::vector<const Entries::value_type*> news;
  for (const auto& entry : sheet.entries)
    if (entry.second.version > version && !(entry.second.gone && changes.all))
      news.push_back(&entry);
  std::ranges::sort(news, {}, [](const auto* entry) { return entry->second.version; });
  std::size_t bytes = 0;
  for (const auto* entry : news) {
    bytes += entry->first.size() + weight(entry->second.row);
    if (bytes > bytes_max && entry != news.front()) {
      changes.more = true;
      break;
    }
    changes.version = entry->second.version;
    if (entry->second.gone) {
      changes.gone.push_back(entry->first);
    } else {
      changes.rows.emplace_back(entry->first, entry->second.row);
    }
  }
  if (!changes.more) changes.version = version_;
  return changes;
}

Board::Sheet& Board::sheet(const View& view) {
  const auto [place, fresh] = sheets_.try_emplace(view);
  if (fresh) place->second.begun = ++version_;
  return place->second;
}

void Board::write(Sheet& sheet, const std::string& key, Row row) {
  const auto [place, fresh] = sheet.entries.try_emplace(key);
  Entry& entry = place->second;
  if (!fresh && !entry.gone && entry.row == row) return;
  if (entry.gone) --sheet.gone;
  sheet.newest = ++version_;
  entry = {std::move(row), version_, false};
}

void Board::take_away(Sheet& sheet, Entry& entry) {
  ++sheet.gone;
  sheet.newest = ++version_;
  entry = {{}, version_, true};
}

/// Forgets the older half. Who was away since before the last of those is given everything the next
/// time. Rows that are older than that become new, in the same order: else somebody who is given
/// everything in parts would be sent back to the start after each part.
void Board::forget_the_gone(Sheet& sheet) {
  const std::size_t there = sheet.entries.size() - sheet.gone;
  if (sheet.gone <= gone_kept + gone_kept_per_row * there) return;
  std::vector<std::uint64_t> versions;
  for (const auto& [key, entry] : sheet.entries)
    if (entry.gone) versions.push_back(entry.version);
  const auto middle = versions.begin() + static_cast<std::ptrdiff_t>(versions.size() / 2);
  std::ranges::nth_element(versions, middle);
  sheet.begun = *middle;
  const auto is_old = [&](const Entry& entry) { return entry.version <= sheet.begun; };
  sheet.gone -= std::erase_if(
      sheet.entries, [&](const auto& entry) { return entry.second.gone && is_old(entry.second); });
  std::vector<Entry*> older;
  for (auto& [key, entry] : sheet.entries)
    if (is_old(entry)) older.push_back(&entry);
  std::ranges::sort(older, {}, &Entry::version);
  for (Entry* entry : older) entry->version = ++version_;
  if (!older.empty()) sheet.newest = version_;
}

}  // namespace forlopp::management

#include "gui/client/store.hpp"

#include <utility>

namespace forlopp::console {
namespace {

void merge(ViewChange& change, ViewNews&& news) {
  if (news.all) change = {.all = true};
  change.more = news.more;
  for (const QString& key : news.gone) {
    change.rows.erase(key);
    change.gone.insert(key);
  }
  for (auto& [key, cells] : news.rows) {
    change.gone.erase(key);
    change.rows.insert_or_assign(key, std::move(cells));
  }
}

}  // namespace

void merge(ViewChange& change, const ViewChange& later) {
  if (later.all) change = {.all = true};
  change.more = later.more;
  for (const QString& key : later.gone) {
    change.rows.erase(key);
    change.gone.insert(key);
  }
  for (const auto& [key, cells] : later.rows) {
    change.gone.erase(key);
    change.rows.insert_or_assign(key, cells);
  }
}

void Store::add(Frame frame) {
  const std::scoped_lock lock{mutex_};
  for (auto& [view, news] : frame.views) merge(update_.views[view], std::move(news));
  if (frame.lost) update_.happened.emplace_back(std::move(*frame.lost));
  for (Event& event : frame.events) update_.happened.emplace_back(std::move(event));
  update_.stamp = frame.stamp;
  update_.frames.push_back(frame.number);
}

void Store::add_unread(Lost unread) {
  const std::scoped_lock lock{mutex_};
  update_.happened.emplace_back(std::move(unread));
}

void Store::start_afresh(const QString& run) {
  const std::scoped_lock lock{mutex_};
  update_ = {.fresh = true, .run = run, .frames = std::move(update_.frames), .line = update_.line};
}

void Store::begin_line(int line) {
  const std::scoped_lock lock{mutex_};
  update_.frames.clear();
  update_.line = line;
}

Update Store::take() {
  const std::scoped_lock lock{mutex_};
  return std::exchange(update_, {.stamp = update_.stamp, .line = update_.line});
}

}  // namespace forlopp::console

#include "tests/unit/live/onlooker.hpp"

#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "scenarios/live/dry_run.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {

using management::Document;
using namespace std::chrono_literals;

void Onlooker::want_everything() {
  for (const management::Topic& topic : management::topics()) want({std::string{topic.name}});
  for (const char* scope : {"mailbox", "restarts", "age forlopp/exchange/shelves"}) {
    want({"processes", scope});
  }
}

void Onlooker::inject_at(scenario::Duration when, std::vector<scenario::Written> written) {
  at(when, [this, when, written = std::move(written)] {
    const auto name = inside_->strikes.inject(fault_of(written, *inside_), "test", when);
    EXPECT_TRUE(name) << name.error();
  });
}

void Onlooker::begins(const scenario::RunInside& inside) {
  inside_ = &inside;
  publisher_.begins(inside);
}

Onlooker::Verdict Onlooker::advance(runtime::Instant until) {
  constexpr scenario::Duration tick = 250ms;
  const scenario::Duration now = inside_->node.now().time_since_epoch();
  runtime::Instant stop = std::min(until, runtime::Instant{(now / tick + 1) * tick});
  if (!looks_.empty()) stop = std::min(stop, runtime::Instant{looks_.begin()->first});
  inside_->node.run_until(stop);
  publish();
  while (!looks_.empty() && looks_.begin()->first <= stop.time_since_epoch()) {
    looks_.extract(looks_.begin()).mapped()();
  }
  return Verdict::go_on;
}

void Onlooker::publish() {
  const scenario::Duration now = inside_->node.now().time_since_epoch();
  publisher_.publish({.vtime = now, .messages = inside_->node.counts().messages},
                     {now.count(), log_.last()});
}

Onlooker::Rows Onlooker::rows(const std::string& topic, const std::string& scope) const {
  const auto changes = board_.changes({topic, scope}, 0, SIZE_MAX);
  return {changes.rows.begin(), changes.rows.end()};
}

Document Onlooker::cell(const std::string& topic, const std::string& key,
                        const std::string& column) const {
  const Rows all = rows(topic);
  const auto row = all.find(key);
  EXPECT_NE(row, all.end()) << topic << " has no row " << key;
  if (row == all.end()) return {};
  const auto columns = management::find_topic(topic)->columns;
  EXPECT_EQ(row->second.size(), columns.size()) << topic;
  const auto place = std::ranges::find(columns, column) - columns.begin();
  return row->second.at(static_cast<std::size_t>(place));
}

std::int64_t Onlooker::number(const std::string& topic, const std::string& key,
                              const std::string& column) const {
  const Document found = cell(topic, key, column);
  const auto* value = found.get_if<std::int64_t>();
  EXPECT_NE(value, nullptr) << topic << ' ' << key << ' ' << column << " is no number";
  return value == nullptr ? -1 : *value;
}

std::vector<management::Event> Onlooker::events(management::EventClass of,
                                                const std::string& kind) const {
  management::EventClasses classes;
  classes.set(static_cast<std::size_t>(of));
  std::vector<management::Event> found;
  for (std::uint64_t after = 0; after < log_.last();) {
    management::EventLog::Excerpt excerpt = log_.after(after, classes, 100'000);
    after = excerpt.upto;
    for (auto& event : excerpt.events) {
      if (kind.empty() || text_in(event.fields, "kind") == kind) found.push_back(std::move(event));
    }
  }
  return found;
}

management::Map Onlooker::dry_run(const std::vector<scenario::Written>& written) const {
  const scenario::Fault fault = fault_of(written, *inside_);
  const auto would = inside_->strikes.dry_run(fault, inside_->node.now().time_since_epoch());
  EXPECT_TRUE(would) << would.error();
  return fields_of(*would, fault, *inside_, publisher_.books());
}

management::Answer Onlooker::ask(const std::string& what, management::Map arguments) {
  auto answer = publisher_.answer({.what = what, .arguments = std::move(arguments)});
  return answer ? std::move(*answer) : management::Refused{management::Refusal::unknown, what};
}

std::string text_in(const management::Map& fields, std::string_view key) {
  const Document document{fields};
  const auto* text = document.find_as<std::string>(key);
  return text == nullptr ? "" : *text;
}

}  // namespace forlopp::live

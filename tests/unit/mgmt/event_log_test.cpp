#include "switch/mgmt/event_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/mgmt/internal/event_pages.hpp"

namespace forlopp::management {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const EventClasses all{(1U << event_classes) - 1U};

EventClasses only(EventClass event_class) {
  return EventClasses{1U << static_cast<unsigned>(event_class)};
}

std::vector<std::uint64_t> numbers(const std::vector<Event>& events) {
  std::vector<std::uint64_t> found;
  for (const Event& event : events) found.push_back(event.number);
  return found;
}

/// Calls, and every tenth is a crash.
void fill(EventLog& log, std::uint64_t upto) {
  while (log.last() < upto)
    log.add(log.last() % 10 == 9 ? EventClass::crash : EventClass::call, 5, {{"call", 1}});
}

TEST(EventLog, EventsAreNumberedFromOneAndComeInOrder) {
  EventLog log;
  EXPECT_EQ(log.last(), 0U);
  EXPECT_EQ(log.add(EventClass::call, 10, {{"kind", "began"}}), 1U);
  EXPECT_EQ(log.add(EventClass::crash, 20, {}), 2U);
  const EventLog::Excerpt excerpt = log.after(0, all, 10);
  EXPECT_THAT(numbers(excerpt.events), ElementsAre(1, 2));
  EXPECT_EQ(excerpt.events[0].vtime, 10);
  EXPECT_EQ(excerpt.upto, 2U);
  EXPECT_EQ(excerpt.lost_before, 0U);
}

TEST(EventLog, OnlyTheClassesAskedForComeAndNoMoreThanAskedFor) {
  EventLog log;
  fill(log, 100);
  EXPECT_THAT(numbers(log.after(15, only(EventClass::crash), 3).events), ElementsAre(20, 30, 40));
  EXPECT_EQ(log.after(15, only(EventClass::crash), 3).upto, 40U);
  EXPECT_THAT(log.after(100, all, 3).events, IsEmpty());
  EXPECT_THAT(log.after(7'000, all, 3).events, IsEmpty());
}

TEST(EventLog, AnotherHistoryIsNotReadBeforeItIsShown) {
  EventLog log;
  fill(log, 50);
  log.start_anew();
  EXPECT_EQ(log.add(EventClass::alarm, 1, {}), 1U);
  EXPECT_EQ(log.last(), 50U);
  EXPECT_EQ(log.last_added(), 1U);
  EXPECT_THAT(numbers(log.after(48, all, 10).events), ElementsAre(49, 50));
  log.show();
  EXPECT_EQ(log.add(EventClass::alarm, 2, {}), 2U);
  EXPECT_EQ(log.last(), 2U);
  EXPECT_EQ(log.shown_at(), 1U);
  EXPECT_THAT(numbers(log.after(0, all, 10).events), ElementsAre(1, 2));
  EXPECT_THAT(log.after(50, all, 10).events, IsEmpty());
}

TEST(EventLog, WhatWasOverwrittenIsCountedByClassFromExactlyThereOn) {
  EventLog log{100};
  fill(log, 700);
  const EventLog::Excerpt excerpt = log.after(35, all, 1);
  EXPECT_EQ(excerpt.lost_before, 601U);
  EXPECT_EQ(excerpt.lost[static_cast<std::size_t>(EventClass::crash)], 57U);
  EXPECT_EQ(excerpt.lost[static_cast<std::size_t>(EventClass::call)], 600U - 35U - 57U);
  EXPECT_THAT(numbers(excerpt.events), ElementsAre(601));
  EXPECT_EQ(log.after(600, all, 1).lost_before, 0U);
}

TEST(EventLog, NothingIsLostOfClassesThatWereNotAskedFor) {
  EventLog log{100};
  fill(log, 700);
  EXPECT_EQ(log.after(35, only(EventClass::alarm), 1).lost_before, 0U);
  const EventLog::Excerpt crashes = log.after(35, only(EventClass::crash), 1);
  EXPECT_EQ(crashes.lost[static_cast<std::size_t>(EventClass::call)], 0U);
  EXPECT_EQ(crashes.lost_before, 601U);
}

TEST(EventLog, LossesAreCountedAcrossManyBlocksOfHistory) {
  EventLog log{10'000};
  fill(log, 60'000);
  for (const std::uint64_t after : {0U, 1U, 4'095U, 4'096U, 4'097U, 30'000U, 49'999U}) {
    const EventLog::Excerpt excerpt = log.after(after, all, 1);
    std::uint64_t sum = 0;
    for (const std::uint64_t count : excerpt.lost) sum += count;
    EXPECT_EQ(sum, 50'000U - after) << after;
  }
}

TEST(EventLog, LossIsDeclaredAlsoWhereItsClassesAreForgotten) {
  EventLog log{100};
  for (int i = 0; i < 10; ++i) log.add(EventClass::alarm, 0, {});
  fill(log, 50'000);
  const EventLog::Excerpt alarms = log.after(0, only(EventClass::alarm), 1);
  EXPECT_EQ(alarms.lost_before, 49'901U);
  EXPECT_EQ(log.after(49'000, only(EventClass::alarm), 1).lost_before, 0U);
  const Document lost{read_events(log, 0, only(EventClass::alarm), 10).lost};
  EXPECT_EQ(lost, Document(Map{{"after", 0}, {"before", 49'901}, {"by_class", Map{}}}));
}

TEST(EventPages, PageIsLimitedInEventsAndBytesAndTheNextGoesOnThere) {
  EventLog log;
  for (int i = 0; i < 1'000; ++i)
    log.add(EventClass::crash, i, {{"state", std::string(1'000, 's')}});
  std::uint64_t place = 0;
  std::size_t pages = 0;
  std::int64_t expected = 1;
  while (place < log.last()) {
    const EventPage page = read_events(log, place, all, 2'000);
    for (const Document& event : page.events)
      EXPECT_EQ((*event.get_if<Array>())[0], Document{expected++});
    ASSERT_GT(page.upto, place);
    place = page.upto;
    ++pages;
  }
  EXPECT_EQ(expected, 1'001);
  EXPECT_GE(pages, 4U);
  EXPECT_EQ(read_events(log, 0, all, 7).events.size(), 7U);
}

TEST(EventPages, WhatHardlyEverHappensIsFoundBehindMuchElse) {
  EventLog log;
  for (int i = 0; i < 50'000; ++i) log.add(EventClass::call, 0, {});
  log.add(EventClass::alarm, 0, {});
  const EventPage page = read_events(log, 0, only(EventClass::alarm), 10);
  EXPECT_EQ(page.events.size(), 1U);
  EXPECT_EQ(page.upto, 50'001U);
}

TEST(EventPages, PageSaysWhatWasLostOnTheWay) {
  EventLog log{100};
  fill(log, 700);
  const EventPage page = read_events(log, 35, all, 2'000);
  EXPECT_EQ(page.events.size(), 100U);
  const Document lost{page.lost};
  EXPECT_EQ(*lost.find("after"), Document{35});
  EXPECT_EQ(*lost.find("before"), Document{601});
  EXPECT_EQ(*lost.find("by_class")->find("crash"), Document{57});
}

}  // namespace
}  // namespace forlopp::management

#include "runtime/shared_bytes.hpp"

#include <string>

#include <gtest/gtest.h>

#include "runtime/check.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

struct Picture {
  SharedBytes pixels;
  std::string title;
};

std::string much_text() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += static_cast<char>('a' + i % 26);
  return text;
}

TEST(SharedBytes, TakeWhatTheyAreMadeOf) {
  std::string text = much_text();
  const char* const where = text.data();
  const SharedBytes bytes{std::move(text)};
  EXPECT_EQ(bytes.text().data(), where);
  EXPECT_EQ(bytes.size(), 100'000U);
  EXPECT_EQ(SharedBytes{std::vector(3, std::byte{7})}[2], std::byte{7});
}

TEST(SharedBytes, SlicesAreNotCopied) {
  const SharedBytes whole{much_text()};
  const SharedBytes middle = whole.slice(26, 52).slice(26);
  EXPECT_EQ(middle.text(), "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(middle.bytes().data(), whole.bytes().data() + 52);
  EXPECT_EQ(middle, whole.slice(0, 26));
  EXPECT_TRUE(whole.slice(whole.size()).empty());
}

TEST(SharedBytes, SlicesLieInside) {
  const SharedBytes whole{std::string{"abc"}};
  EXPECT_THROW(whole.slice(4), CheckFailed);
  EXPECT_THROW(whole.slice(2, 2), CheckFailed);
}

Task<> shows(Context self, Pid to, SharedBytes pixels) {
  self.send(to, Picture{pixels.slice(1), std::string(100, '.')});
  co_return;
}

TEST(SharedBytes, TravelWithoutBeingCopied) {
  expect_log({"the same", "the same"}, [](Context self, EventLog* log) -> Task<> {
    const SharedBytes pixels{much_text()};
    for (const Heap heap : {Heap::common, Heap::own}) {
      const SpawnOptions options{.heap = heap};
      const Monitored other = self.spawn_monitor(options, script(&shows, self.self(), pixels));
      const ExitReason reason = co_await down_of(self, other.ref);
      const Message message = co_await receive_any<Picture>(self);
      const auto* picture = message.get_if<Picture>();
      if (picture->pixels.bytes().data() == pixels.bytes().data() + 1) log->add("the same");
    }
  });
}

Task<> makes_some(Context self, Pid to) {
  self.send(to, Picture{SharedBytes{much_text()}, {}});
  co_return;
}

TEST(SharedBytes, OutliveTheHeapOfTheirMaker) {
  expect_log({"all there"}, [](Context self, EventLog* log) -> Task<> {
    const SpawnOptions options{.heap = Heap::own};
    const Monitored other = self.spawn_monitor(options, script(&makes_some, self.self()));
    const ExitReason reason = co_await down_of(self, other.ref);
    const Message message = co_await receive_any<Picture>(self);
    if (message.get_if<Picture>()->pixels.text() == much_text()) log->add("all there");
  });
}

}  // namespace
}  // namespace forlopp::runtime

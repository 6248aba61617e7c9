#include "tests/support/story.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "tests/support/crash_recorder.hpp"

namespace forlopp::test {
namespace {

constexpr auto is_storys_own = [](const runtime::CrashReport& crash) {
  return crash.label == "story";
};

}  // namespace

runtime::CrashReport Told::crash_of(const std::string& label) const {
  for (const auto& crash : crashes) {
    if (crash.label == label) return crash;
  }
  ADD_FAILURE() << label << " has not crashed";
  return {};
}

void tell(Story story, const std::function<void(const Told&)>& examine) {
  for (const Way& way : ways()) {
    SCOPED_TRACE(way.name);
    CrashRecorder recorder;
    Told told{.log = way.tell(story, &recorder), .crashes = recorder.reports()};
    const auto own = std::find_if(told.crashes.begin(), told.crashes.end(), is_storys_own);
    if (own != told.crashes.end()) {
      ADD_FAILURE() << "The story itself failed: " << to_string(*own);
      told.crashes.erase(own);
    }
    examine(told);
    if (testing::Test::HasFailure()) return;
  }
}

void expect_log(const std::vector<std::string>& expected, Story story) {
  tell(story,
       [&](const Told& told) { EXPECT_THAT(told.log, testing::ElementsAreArray(expected)); });
}

}  // namespace forlopp::test

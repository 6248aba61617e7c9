#include "gui/client/recording.hpp"

#include <QFile>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/client/recorder.hpp"
#include "tests/gui/recorded_exchange.hpp"

namespace forlopp::console {
namespace {

using Kind = RecordedItem::Kind;
using testing::HasSubstr;

std::vector<Kind> kinds(const Recording& recording) {
  std::vector<Kind> kinds;
  for (const RecordedItem& item : recording.items()) kinds.push_back(item.kind);
  return kinds;
}

std::string refusal(const QString& path) {
  const Recording::Opened opened = Recording::open(path);
  return opened.recording ? "opened" : opened.error.toStdString();
}

/// Of a file with these bytes.
std::string refusal_of(const QByteArray& bytes) {
  return refusal(RecordedExchange{}.file(bytes));
}

TEST(Recordings, AreWhatWasWritten) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("day.frec"));
  RecordedExchange source;
  source.hello("r1").frame({{{QStringLiteral("1/1"), 2}}});
  const auto from = Recording::open(source.file());
  ASSERT_TRUE(from.recording) << from.error.toStdString();
  Recorder recorder;
  ASSERT_EQ(recorder.start(path), QString{});
  recorder.add(from.recording->message(from.recording->items()[0]), 0, Recorder::What::other);
  recorder.mark();
  recorder.add(from.recording->message(from.recording->items()[1]), 77, Recorder::What::frame);
  EXPECT_EQ(recorder.state().frames, 1);
  const auto opened = Recording::open(path);
  ASSERT_TRUE(opened.recording) << opened.error.toStdString();
  EXPECT_EQ(opened.notice, QString{});
  EXPECT_EQ(kinds(*opened.recording), (std::vector{Kind::hello, Kind::mark, Kind::frame}));
  EXPECT_EQ(opened.recording->items()[2].vtime, 77);
  EXPECT_EQ(opened.recording->message(opened.recording->items()[2]),
            from.recording->message(from.recording->items()[1]));
}

TEST(Recordings, AreNewFiles) {
  const RecordedExchange source;
  Recorder recorder;
  EXPECT_THAT(recorder.start(source.file()).toStdString(), HasSubstr("exists"));
  EXPECT_FALSE(recorder.is_running());
  EXPECT_THAT(recorder.start(QStringLiteral("/nowhere/x.frec")).toStdString(),
              HasSubstr("cannot be written"));
}

TEST(Recordings, ThatAreNoneAreRefusedInASentence) {
  EXPECT_THAT(refusal(QStringLiteral("/nowhere/x.frec")), HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(QStringLiteral("/tmp")), HasSubstr("is a folder"));
  EXPECT_THAT(refusal_of({}), HasSubstr("is no recording"));
  EXPECT_THAT(refusal_of("sforlopp"), HasSubstr("is no recording"));
  EXPECT_THAT(refusal_of("scenario: The busy hour of a small town"), HasSubstr("is no recording"));
  EXPECT_THAT(refusal_of("sforlopp recording 2"), HasSubstr("version 2"));
  EXPECT_THAT(refusal_of("sforlopp recording 1"), HasSubstr("nothing in"));
  EXPECT_THAT(refusal_of("sforlopp recording 1 and more"), HasSubstr("nothing in"));
}

TEST(Recordings, OpenUntilTheLastWholeMessage) {
  RecordedExchange source;
  source.hello("r1").mark();
  for (int i = 0; i < 5; ++i) source.frame({{{QStringLiteral("1/1"), i}}});
  const auto& ends = source.ends();
  for (qsizetype size = 0; size <= source.bytes().size(); ++size) {
    const auto opened = Recording::open(source.file(source.bytes().left(size)));
    const auto whole = std::ranges::upper_bound(ends, size) - ends.begin();
    ASSERT_EQ(opened.recording != nullptr, whole >= 3) << size;
    if (!opened.recording) continue;
    EXPECT_EQ(std::ssize(opened.recording->items()), whole) << size;
    const bool is_whole = std::ranges::find(ends, size) != ends.end();
    EXPECT_EQ(opened.notice.isEmpty(), is_whole) << size;
  }
}

TEST(Recordings, TakeNoLengthOnTrust) {
  RecordedExchange source;
  source.hello("r1").frame({{{QStringLiteral("1/1"), 2}}});
  for (const char* length : {"\x5a\x7f\xff\xff\xff", "\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
                             "\x5b\x00\x00\x00\x00\x00\x10\x00\x01", "\x5f", "\x78\x05"}) {
    const QByteArray liar = source.bytes() + "\x83\x1a\x7f\xff\xff\xff\x00" + length;
    const auto opened = Recording::open(source.file(liar));
    ASSERT_TRUE(opened.recording);
    EXPECT_EQ(opened.recording->items().size(), 2U);
    EXPECT_THAT(opened.notice.toStdString(), HasSubstr("breaks off at byte"));
  }
}

TEST(Recordings, WithDamageAnywhereEndInASentenceOrOpen) {
  RecordedExchange source;
  source.hello("r1").mark();
  for (int i = 0; i < 3; ++i) source.frame({{{QStringLiteral("1/1"), i}}});
  for (qsizetype i = 0; i < source.bytes().size(); i += 5) {
    QByteArray damaged = source.bytes();
    damaged[i] = static_cast<char>(~damaged[i]);
    const auto opened = Recording::open(source.file(damaged));
    EXPECT_NE(opened.recording == nullptr, opened.error.isEmpty());
    if (!opened.recording) continue;
    for (const RecordedItem& item : opened.recording->items()) opened.recording->message(item);
  }
}

}  // namespace
}  // namespace forlopp::console

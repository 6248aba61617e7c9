#include "gui/client/messages.hpp"

#include <QCborValue>

#include <gtest/gtest.h>

#include "tests/gui/canned_exchange.hpp"

namespace forlopp::console {
namespace {

ReadMessage read(const QCborMap& map) {
  return read_message(map.toCborValue().toCbor());
}

QCborMap frame_with(const QString& key, const QCborValue& value) {
  return {{QStringLiteral("frame"), 1}, {key, value}};
}

TEST(Messages, HelloTellsWhatRunsAndItsColumns) {
  const ReadMessage message = read(canned_hello());
  const auto* hello = std::get_if<Hello>(&message.message);
  ASSERT_NE(hello, nullptr);
  EXPECT_EQ(hello->version, 1);
  EXPECT_EQ(hello->seed, QStringLiteral("42"));
  EXPECT_EQ(hello->columns[QStringLiteral("run")].front(), QStringLiteral("mode"));
}

TEST(Messages, AFrameHasRowsEventsAndLosses) {
  const QCborMap cards{
      {QStringLiteral("rows"), QCborArray{QCborArray{QStringLiteral("2/3"), 5, QByteArray("ab")}}},
      {QStringLiteral("gone"), QCborArray{QStringLiteral("2/4")}},
      {QStringLiteral("all"), true},
      {QStringLiteral("more"), true}};
  const ReadMessage message =
      read({{QStringLiteral("frame"), 7},
            {QStringLiteral("vtime"), 9},
            {QStringLiteral("event"), 12},
            {QStringLiteral("topics"), QCborMap{{QStringLiteral("cards"), cards}}},
            {QStringLiteral("events"),
             QCborArray{QCborArray{12, 9, QStringLiteral("call"), QCborMap{}}}},
            {QStringLiteral("lost"),
             QCborMap{{QStringLiteral("after"), 3},
                      {QStringLiteral("before"), 12},
                      {QStringLiteral("by_class"), QCborMap{{QStringLiteral("call"), 8}}}}}});
  const auto* frame = std::get_if<Frame>(&message.message);
  ASSERT_NE(frame, nullptr) << message.error.toStdString();
  const ViewNews& news = frame->views.at(QStringLiteral("cards"));
  EXPECT_TRUE(news.all);
  EXPECT_TRUE(news.more);
  EXPECT_EQ(news.rows.at(0).first, QStringLiteral("2/3"));
  EXPECT_EQ(news.rows.at(0).second.size(), 2);
  EXPECT_EQ(news.gone, QStringList{QStringLiteral("2/4")});
  EXPECT_EQ(frame->events.at(0).number, 12);
  EXPECT_EQ(frame->lost->by_class.at(QStringLiteral("call")), 8);
}

TEST(Messages, ARefusalHasItsCodeAndText) {
  const ReadMessage message =
      read({{QStringLiteral("re"), 3},
            {QStringLiteral("error"), QCborMap{{QStringLiteral("code"), QStringLiteral("role")},
                                               {QStringLiteral("text"), QStringLiteral("no")}}}});
  const auto* reply = std::get_if<Reply>(&message.message);
  ASSERT_NE(reply, nullptr);
  EXPECT_FALSE(reply->done());
  EXPECT_EQ(reply->code, QStringLiteral("role"));
}

TEST(Messages, WhatIsNotKnownIsNoMistake) {
  EXPECT_TRUE(read({{QStringLiteral("weather"), 1}}).error.isEmpty());
  QCborMap hello = canned_hello();
  hello.insert(QStringLiteral("weather"), QCborArray{1, 2});
  EXPECT_TRUE(read(hello).error.isEmpty());
}

TEST(Messages, WrongFormsAreToldInASentence) {
  EXPECT_FALSE(read_message(QCborValue{7}.toCbor()).error.isEmpty());
  EXPECT_FALSE(read({{QStringLiteral("re"), 1}}).error.isEmpty());
  EXPECT_FALSE(read(frame_with(QStringLiteral("events"), QCborArray{1})).error.isEmpty());
  const QCborMap topics{{QStringLiteral("cards"), 3}};
  EXPECT_FALSE(read(frame_with(QStringLiteral("topics"), topics)).error.isEmpty());
  const QCborMap rows{
      {QStringLiteral("cards"), QCborMap{{QStringLiteral("rows"), QCborArray{QCborArray{}}}}}};
  EXPECT_FALSE(read(frame_with(QStringLiteral("topics"), rows)).error.isEmpty());
}

}  // namespace
}  // namespace forlopp::console

#include "gui/client/cbor_reader.hpp"

#include <QCborArray>
#include <QCborMap>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

QByteArray hex(const char* digits) {
  return QByteArray::fromHex(digits);
}

TEST(CborReader, ReadsWhatQtWrites) {
  const QCborMap map{{QStringLiteral("a"), QCborArray{1, -2, 3.5, true, QCborValue{nullptr}}},
                     {QStringLiteral("text"), QStringLiteral("Förlopp")},
                     {QStringLiteral("bytes"), QByteArray("\0\1\2", 3)}};
  const CborDocument read = read_cbor(map.toCborValue().toCbor());
  EXPECT_EQ(read.error, QString{});
  EXPECT_EQ(read.value.toMap(), map);
}

TEST(CborReader, ReadsIndefiniteLengthsAndSkipsTags) {
  // {_ "a": [_ 1, 2], "b": 1("x" in two pieces)}
  const CborDocument read = read_cbor(hex("bf61619f0102ff6162c17f6178617aff ff"));
  EXPECT_EQ(read.error, QString{});
  EXPECT_EQ(read.value.toMap()[QLatin1String{"a"}].toArray().size(), 2);
  EXPECT_EQ(read.value.toMap()[QLatin1String{"b"}].toString(), QStringLiteral("xz"));
}

TEST(CborReader, EveryTruncationIsAnErrorWithItsPlace) {
  const QByteArray whole = QCborMap{{QStringLiteral("key"), QCborArray{1, QStringLiteral("text")}}}
                               .toCborValue()
                               .toCbor();
  for (qsizetype size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(read_cbor(whole.left(size)).error.isEmpty()) << size;
}

TEST(CborReader, HugeAnnouncedLengthsTakeNoMemory) {
  EXPECT_FALSE(read_cbor(hex("9bffffffffffffffff")).error.isEmpty());    // An array.
  EXPECT_FALSE(read_cbor(hex("bb00ffffffffffffff")).error.isEmpty());    // A map.
  EXPECT_FALSE(read_cbor(hex("7b00000fffffffffff41")).error.isEmpty());  // A text.
  EXPECT_FALSE(read_cbor(hex("5b00000fffffffffff41")).error.isEmpty());  // Bytes.
  QByteArray nested;
  for (int i = 0; i < 1'000; ++i) nested += hex("9a7fffffff");
  EXPECT_FALSE(read_cbor(nested).error.isEmpty());
}

TEST(CborReader, RefusesWhatIsTooDeepTooLargeOrTooWide) {
  EXPECT_FALSE(read_cbor(QByteArray(17, '\x81') + '\x01').error.isEmpty());
  EXPECT_TRUE(read_cbor(QByteArray(16, '\x81') + '\x01').error.isEmpty());
  EXPECT_FALSE(read_cbor(QByteArray(11, '\0'), {.bytes = 10}).error.isEmpty());
  EXPECT_FALSE(read_cbor(hex("a2616101616202"), {.members = 1}).error.isEmpty());
}

TEST(CborReader, RefusesKeysThatAreNoTextAndBytesAfterTheEnd) {
  EXPECT_FALSE(read_cbor(hex("a10102")).error.isEmpty());
  EXPECT_FALSE(read_cbor(hex("0101")).error.isEmpty());
}

TEST(CborReader, OfEqualKeysTheFirstCounts) {
  const CborDocument read = read_cbor(hex("a2616101616102"));
  EXPECT_EQ(read.value.toMap()[QLatin1String{"a"}].toInteger(), 1);
}

TEST(CborReader, AnyBytesEndInAValueOrASentence) {
  quint32 chance = 1;
  const auto byte = [&chance] {
    chance = chance * 1'664'525U + 1'013'904'223U;
    return static_cast<char>(chance >> 24U);
  };
  const QByteArray whole =
      QCborMap{{QStringLiteral("rows"), QCborArray{QCborArray{QStringLiteral("1/2"), 2, 3.5}}},
               {QStringLiteral("gone"), QByteArray("abc")}}
          .toCborValue()
          .toCbor();
  for (int round = 0; round < 20'000; ++round) {
    QByteArray bytes = whole;
    if (round % 2 == 0)
      for (char& c : bytes) c = byte();
    else
      bytes[round % bytes.size()] = byte();
    const CborDocument read = read_cbor(bytes);
    EXPECT_TRUE(read.error.isEmpty() || read.value.isUndefined());
  }
}

}  // namespace
}  // namespace forlopp::console

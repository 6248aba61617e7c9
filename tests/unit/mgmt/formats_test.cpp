#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/mgmt/base64.hpp"
#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::management {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Document sample() {
  return Map{{"nothing", nullptr},
             {"yes", true},
             {"numbers", Array{0, -1, 23, 24, 255, 65'536, -4'294'967'297, least, most}},
             {"reals", Array{0.0, 1.0, -0.1, 1e300, 5e-324}},
             {"text", "\"quoted\", back\\slash,\n\x01 \xC3\xB6 \xF0\x9F\x98\x80"},
             {"empty", Array{"", Array{}, Map{}}}};
}

TEST(Json, DocumentIsReadAsItWasWritten) {
  const Reading reading = read_json(write_json(sample()));
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(reading.document, sample());
}

TEST(Json, TextIsOnOneLineAndPlain) {
  EXPECT_EQ(write_json(Map{{"re", 7}, {"ok", Map{{"a", Array{1, 2.0, "x\n"}}}}, {"none", nullptr}}),
            R"({"re":7,"ok":{"a":[1,2.0,"x\u000a"]},"none":null})");
}

TEST(Json, BytesBecomeBase64) {
  EXPECT_EQ(write_json(Bytes{0, 1, 2, 253}), R"("AAEC/Q==")");
}

TEST(Json, EscapesOfOthersAreUnderstood) {
  EXPECT_EQ(read_json(R"( {"\u0061" : "\ud83d\ude00\/\t"} )").document,
            Document(Map{{"a", "\xF0\x9F\x98\x80/\t"}}));
}

TEST(Json, WhatCannotBeSaidIsWrittenAsNull) {
  EXPECT_EQ(write_json(Array{std::nan(""), HUGE_VAL}), "[null,null]");
  EXPECT_EQ(write_json("a\xFF"
                       "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

/// What each reader says of a text that is none.
struct Fault {
  std::string data;
  std::string said;
};

TEST(Json, FaultIsNamedWithItsPlace) {
  const std::vector<Fault> faults{
      {"", "byte 0"},
      {"{", "incomplete"},
      {"[1,2", "incomplete"},
      {"[1] x", "more after its end (at byte 4)"},
      {"{\"a\":1,\"a\":2}", "the key 'a' is there twice"},
      {"9223372036854775808", "64 bits"},
      {"-9223372036854775809", "64 bits"},
      {"1" + std::string(40, '0'), "64 bits"},
      {"1e999", "not a document"},
      {"NaN", "not a document"},
      {"\"\xFF\"", "not a document"},
      {"\"\xED\xA0\x80\"", "not a document"},
      {"\"\\ud800\"", "not a document"},
      {"// no\n1", "not a document"},
      {"[1,]", "not a document"},
      {std::string(17, '[') + std::string(17, ']'), "nested deeper than 16"},
      {std::string(100'000, '['), "longer than 65536 bytes"},
      {std::string(60'000, '['), "nested deeper than 16"}};
  for (const Fault& fault : faults)
    EXPECT_THAT(read_json(fault.data).error, HasSubstr(fault.said)) << fault.data.substr(0, 40);
}

TEST(Json, LimitsAreMetExactly) {
  EXPECT_EQ(read_json(std::string(16, '[') + std::string(16, ']')).error, "");
  EXPECT_EQ(read_json("[12]", {.bytes = 4}).error, "");
  EXPECT_NE(read_json("[123]", {.bytes = 4}).error, "");
}

TEST(Cbor, DocumentIsReadAsItWasWritten) {
  Map map = *sample().get_if<Map>();
  map.emplace_back("bytes", Bytes{0, 255, 128});
  map.emplace_back("many", Array(300, Document{Bytes(300, 7)}));
  const Reading reading = read_cbor(write_cbor(map), {.bytes = 1'000'000});
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(reading.document, Document{map});
}

TEST(Cbor, NumbersTakeTheRoomThatTheyNeed) {
  EXPECT_EQ(write_cbor(23), "\x17"s);
  EXPECT_EQ(write_cbor(-500), "\x39\x01\xF3"s);
  EXPECT_EQ(write_cbor(most), "\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s);
  EXPECT_EQ(write_cbor(Map{{"a", Array{true}}}), "\xA1\x61\x61\x81\xF5"s);
}

TEST(Cbor, LengthsMayBeLeftOpen) {
  // {_ "a": [_ 1, (_ h'01', h'02'), (_ "x", "y")], (_ "b", "c"): undefined}
  const auto data =
      "\xBF\x61\x61\x9F\x01\x5F\x41\x01\x41\x02\xFF\x7F\x61x\x61y\xFF\xFF\x7F\x61"
      "b\x61"
      "c\xFF\xF7\xFF"s;
  const Reading reading = read_cbor(data);
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(reading.document, Document(Map{{"a", Array{1, Bytes{1, 2}, "xy"}}, {"bc", nullptr}}));
}

TEST(Cbor, TagsAreIgnoredAndShortFloatsRead) {
  EXPECT_EQ(read_cbor("\xC1\xC1\x82\xF9\x3C\x00\xFA\x3F\x80\x00\x00"s).document,
            Document(Array{1.0, 1.0}));
}

TEST(Cbor, FaultIsNamedWithItsPlace) {
  const std::vector<Fault> faults{{"", "it ends too early (at byte 0)"},
                                  {"\x82\x01"s, "it ends too early (at byte 2)"},
                                  {"\x61"s, "it ends too early"},
                                  {"\xC1"s, "it ends too early"},
                                  {"\x01\x01"s, "more after its end (at byte 1)"},
                                  {"\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, "it ends too early"},
                                  {"\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, "it ends too early"},
                                  {"\x5B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, "it ends too early"},
                                  {"\x7B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, "it ends too early"},
                                  {"\x1B\x80\x00\x00\x00\x00\x00\x00\x00"s, "64 bits"},
                                  {"\x3B\x80\x00\x00\x00\x00\x00\x00\x00"s, "64 bits"},
                                  {"\xA2\x61\x61\x01\x61\x61\x02"s, "the key 'a' is there twice"},
                                  {"\xA1\x01\x01"s, "a key is not a text"},
                                  {"\xA1\x80\x01"s, "a key is not a text"},
                                  {"\xBF\x61\x61\xFF"s, "a key has no value"},
                                  {"\xFF"s, "ends that has not begun"},
                                  {"\x82\x01\xFF"s, "ends that has not begun"},
                                  {"\x9F\xC1\xFF"s, "a tag stands before nothing"},
                                  {"\x7F\x41\x01\xFF"s, "a piece of another kind"},
                                  {"\x7F\x7F\xFF\xFF"s, "a piece of another kind"},
                                  {"\x5F\x61x\xFF"s, "a piece of another kind"},
                                  {"\x62\xC3\x28"s, "not UTF-8"},
                                  {"\x63\xED\xA0\x80"s, "not UTF-8"},
                                  {"\xF9\x7E\x00"s, "infinite or none"},
                                  {"\xFB\x7F\xF0\x00\x00\x00\x00\x00\x00"s, "infinite or none"},
                                  {"\x1C"s, "it is not CBOR"},
                                  {"\xF8\xFF"s, "it is not CBOR"},
                                  {std::string(17, '\x81') + '\x01', "nested deeper than 16"},
                                  {std::string(60'000, '\x9F'), "nested deeper than 16"},
                                  {std::string(70'000, '\x9F'), "longer than 65536 bytes"}};
  for (const Fault& fault : faults)
    EXPECT_THAT(read_cbor(fault.data).error, HasSubstr(fault.said))
        << testing::PrintToString(fault.data.substr(0, 12));
}

TEST(Base64, ExamplesOfTheStandardHold) {
  const std::vector<std::pair<std::string, std::string>> examples{{"", ""},
                                                                  {"f", "Zg=="},
                                                                  {"fo", "Zm8="},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="},
                                                                  {"fooba", "Zm9vYmE="},
                                                                  {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : examples) {
    const Bytes bytes(plain.begin(), plain.end());
    EXPECT_EQ(to_base64(bytes), coded);
    EXPECT_EQ(from_base64(coded), bytes);
  }
}

TEST(Base64, WhatIsNoneIsRefused) {
  for (const char* wrong :
       {"Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9%", "Zh==", "Zm9=", "Zm=v"})
    EXPECT_EQ(from_base64(wrong), std::nullopt) << wrong;
}

TEST(Documents, OfEqualKeysTheFirstCounts) {
  const Document document{Map{{"a", 1}, {"a", 2}}};
  EXPECT_EQ(*document.find("a"), Document{1});
  EXPECT_EQ(document.find("b"), nullptr);
  EXPECT_EQ(document.find_as<std::string>("a"), nullptr);
  EXPECT_EQ(Document{3}.find("a"), nullptr);
}

}  // namespace
}  // namespace forlopp::management

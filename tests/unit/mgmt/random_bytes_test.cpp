// Random bytes, and documents in which something was changed at random, for both readers: whatever
// comes is read or refused, and what was read can be written and read again. Deterministic.
#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/json.hpp"
#include "tests/support/mutation.hpp"

namespace forlopp::management {
namespace {

using runtime::Random;

class RandomDocument {
 public:
  explicit RandomDocument(Random& random) : random_{random} {}

  Document of_depth(unsigned depth) {
    switch (random_.below(depth == 0 ? 6 : 8)) {
      case 0: return nullptr;
      case 1: return random_.below(2) == 0;
      case 2: return static_cast<std::int64_t>(random_.next() >> random_.below(64));
      case 3: return -static_cast<double>(random_.below(1'000'000)) / 64;
      case 4: return std::string(random_.below(30), static_cast<char>(random_.below(128)));
      case 5: return Bytes(random_.below(30), static_cast<std::uint8_t>(random_.below(256)));
      case 6: {
        Array items(random_.below(5));
        for (Document& item : items) item = of_depth(depth - 1);
        return items;
      }
      default: {
        Map members(random_.below(5));
        for (std::size_t i = 0; i < members.size(); ++i)
          members[i] = {"key" + std::to_string(i), of_depth(depth - 1)};
        return members;
      }
    }
  }

 private:
  Random& random_;
};

std::string random_bytes(Random& random) {
  std::string data(random.below(64), '\0');
  for (char& byte : data) byte = static_cast<char>(random.below(256));
  return data;
}

struct ReaderAndWriter {
  Reading (*read)(std::string_view, const ReadingLimits&);
  std::string (*write)(const Document&);
};

class RandomBytes : public testing::TestWithParam<ReaderAndWriter> {
 protected:
  void feed(const std::string& data) {
    const Reading reading = GetParam().read(data, {});
    if (!reading.error.empty()) {
      EXPECT_EQ(reading.document, Document{});
      return;
    }
    ++read_;
    const std::string written = GetParam().write(reading.document);
    const Reading again = GetParam().read(written, {.bytes = 10 * request_bytes_max});
    EXPECT_EQ(again.error, "");
    EXPECT_EQ(again.document, reading.document);
  }
  Random random_{20'260};
  int read_ = 0;
};

TEST_P(RandomBytes, AreReadOrRefused) {
  for (int i = 0; i < 100'000; ++i) feed(random_bytes(random_));
}

TEST_P(RandomBytes, InsideOfDocumentsAreReadOrRefused) {
  RandomDocument documents{random_};
  for (int i = 0; i < 3'000; ++i) {
    const std::string data = GetParam().write(documents.of_depth(4));
    feed(data);
    for (int j = 0; j < 10; ++j) feed(test::mutated(random_, data));
  }
  EXPECT_GT(read_, 5'000);
}

/// Documents of the other form among them: those are bytes like any others.
TEST_P(RandomBytes, InsideOfRealRequestsAndAnswersAreReadOrRefused) {
  for (const char* folder : {"client_says", "exchange_says"})
    for (const auto& [name, data] : test::real_messages(folder)) {
      feed(data);
      for (int i = 0; i < 200; ++i) feed(test::mutated(random_, data));
    }
  EXPECT_GT(read_, 100);
}

INSTANTIATE_TEST_SUITE_P(OfBothForms, RandomBytes,
                         testing::Values(ReaderAndWriter{read_json, write_json},
                                         ReaderAndWriter{read_cbor, write_cbor}),
                         [](const auto& form) { return form.index == 0 ? "Json" : "Cbor"; });

}  // namespace
}  // namespace forlopp::management

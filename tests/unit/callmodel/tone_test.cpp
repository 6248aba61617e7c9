#include "callmodel/tone.hpp"

#include <gtest/gtest.h>

namespace forlopp::callmodel {
namespace {

using namespace std::chrono_literals;
using Hz = std::array<std::uint16_t, 4>;

TEST(Tone, SwedishBusyIsAQuarterSecondOnAndOff) {
  const Tone& busy = tone(Country::se, ToneId::busy);
  EXPECT_EQ(frequencies_at(busy, 0ms), Hz{425});
  EXPECT_EQ(frequencies_at(busy, 249ms), Hz{425});
  EXPECT_EQ(frequencies_at(busy, 250ms), Hz{});
  EXPECT_EQ(frequencies_at(busy, 500ms), Hz{425});
}

TEST(Tone, BritishRingbackIsADoubleBeat) {
  const Tone& ringback = tone(Country::uk, ToneId::ringback);
  EXPECT_EQ(frequencies_at(ringback, 100ms), (Hz{400, 450}));
  EXPECT_EQ(frequencies_at(ringback, 500ms), Hz{});
  EXPECT_EQ(frequencies_at(ringback, 700ms), (Hz{400, 450}));
  EXPECT_EQ(frequencies_at(ringback, 2000ms), Hz{});
  EXPECT_EQ(frequencies_at(ringback, 3100ms), (Hz{400, 450}));
}

TEST(Tone, StutteredDialToneBecomesSteady) {
  const Tone& recall = tone(Country::us, ToneId::recall_dial);
  EXPECT_EQ(frequencies_at(recall, 150ms), Hz{});
  EXPECT_EQ(frequencies_at(recall, 550ms), Hz{});
  EXPECT_EQ(frequencies_at(recall, 600ms), (Hz{350, 440}));
  EXPECT_EQ(frequencies_at(recall, 1h), (Hz{350, 440}));
}

TEST(Tone, SilenceIsSilent) {
  EXPECT_EQ(frequencies_at(tone(Country::us, ToneId::silence), 5s), Hz{});
}

TEST(Tone, EveryToneOfEveryCountrySoundsAtItsBeginning) {
  for (const Country country : {Country::us, Country::uk, Country::se}) {
    for (std::size_t id = 1; id < tone_count; ++id) {
      const auto heard = frequencies_at(tone(country, static_cast<ToneId>(id)), 1ms);
      EXPECT_NE(heard[0], 0) << name(country) << " " << name(static_cast<ToneId>(id));
    }
  }
}

TEST(RingCadence, IsOneSecondInSixInSweden) {
  EXPECT_EQ(ring_cadence(Country::se)[0], 1000ms);
  EXPECT_EQ(ring_cadence(Country::se)[1], 5000ms);
}

}  // namespace
}  // namespace forlopp::callmodel

#include "callmodel/tone.hpp"

#include <algorithm>

namespace forlopp::callmodel {

namespace {

using namespace std::chrono_literals;
using Hz = std::array<std::uint16_t, 4>;
using Milliseconds = std::chrono::milliseconds;

constexpr Tone steady(Hz hz) {
  return {.segments = {{{hz, continuous, 0ms}}}};
}
constexpr Tone pulsed(Hz hz, Milliseconds on, Milliseconds off) {
  return {.segments = {{{hz, on, off}}}};
}
constexpr Tone twice(Hz hz, std::array<Milliseconds, 4> cadence) {
  return {.segments = {{{hz, cadence[0], cadence[1]}, {hz, cadence[2], cadence[3]}}}};
}
constexpr Tone stuttered(Hz hz) {
  return {.segments =
              {{{hz, 100ms, 100ms}, {hz, 100ms, 100ms}, {hz, 100ms, 100ms}, {hz, continuous, 0ms}}},
          .repeat_from = 3};
}
constexpr Tone special_information(Milliseconds on, Milliseconds gap, Milliseconds pause) {
  return {.segments = {{{{950}, on, gap}, {{1400}, on, gap}, {{1800}, on, pause}}}};
}

/// Only the United States publish a howler; the others get the same.
constexpr Tone howler = pulsed({1400, 2060, 2450, 2600}, 100ms, 100ms);

using TonePlan = std::array<Tone, tone_count>;

// In the order of ToneId.
constexpr TonePlan us{{
    {},                                    // silence
    steady({350, 440}),                    // dial
    stuttered({350, 440}),                 // recall_dial
    pulsed({440, 480}, 2000ms, 4000ms),    // ringback
    pulsed({480, 620}, 500ms, 500ms),      // busy
    pulsed({480, 620}, 250ms, 250ms),      // congestion
    special_information(330ms, 0ms, 0ms),  // special_information
    special_information(330ms, 0ms, 0ms),  // number_unobtainable
    pulsed({440}, 300ms, 10000ms),         // call_waiting
    pulsed({1400}, 500ms, 15000ms),        // record
    howler,
}};

constexpr TonePlan uk{{
    {},                                                               // silence
    steady({350, 440}),                                               // dial
    {.segments = {{{{350, 440}, 750ms, 0ms}, {{440}, 750ms, 0ms}}}},  // recall_dial
    twice({400, 450}, {400ms, 200ms, 400ms, 2000ms}),                 // ringback
    pulsed({400}, 375ms, 375ms),                                      // busy
    twice({400}, {400ms, 350ms, 225ms, 525ms}),                       // congestion
    special_information(330ms, 15ms, 1000ms),                         // special_information
    steady({400}),                                                    // number_unobtainable
    pulsed({400}, 100ms, 4000ms),                                     // call_waiting
    pulsed({1400}, 500ms, 60000ms),                                   // record
    howler,
}};

constexpr TonePlan se{{
    {},                                           // silence
    steady({425}),                                // dial
    stuttered({425}),                             // recall_dial
    pulsed({425}, 1000ms, 5000ms),                // ringback
    pulsed({425}, 250ms, 250ms),                  // busy
    pulsed({425}, 250ms, 750ms),                  // congestion
    special_information(332ms, 24ms, 24ms),       // special_information
    special_information(332ms, 24ms, 24ms),       // number_unobtainable
    twice({425}, {200ms, 500ms, 200ms, 9100ms}),  // call_waiting
    pulsed({1400}, 500ms, 15000ms),               // record
    howler,
}};

constexpr std::array<const TonePlan*, country_count> plans{&us, &uk, &se};

constexpr std::array<RingCadence, country_count> rings{{
    {2000ms, 4000ms, 0ms, 0ms},
    {400ms, 200ms, 400ms, 2000ms},
    {1000ms, 5000ms, 0ms, 0ms},
}};

constexpr bool is_used(const ToneSegment& segment) {
  return segment.on != 0ms;
}

Milliseconds duration(std::span<const ToneSegment> segments) {
  Milliseconds sum{0};
  for (const ToneSegment& segment : segments) sum += segment.on + segment.off;
  return sum;
}

/// The frequencies at a time inside one pass over `segments`.
Hz sounding(std::span<const ToneSegment> segments, Milliseconds at) {
  for (const ToneSegment& segment : segments) {
    if (segment.on == continuous || at < segment.on) return segment.frequencies;
    at -= segment.on;
    if (at < segment.off) return {};
    at -= segment.off;
  }
  return {};
}

}  // namespace

std::string_view name(Country country) {
  switch (country) {
    case Country::us: return "US";
    case Country::uk: return "UK";
    case Country::se: return "SE";
  }
  return "?";
}

std::string_view name(ToneId tone) {
  switch (tone) {
    case ToneId::silence: return "silence";
    case ToneId::dial: return "dial";
    case ToneId::recall_dial: return "recall dial";
    case ToneId::ringback: return "ringback";
    case ToneId::busy: return "busy";
    case ToneId::congestion: return "congestion";
    case ToneId::special_information: return "special information";
    case ToneId::number_unobtainable: return "number unobtainable";
    case ToneId::call_waiting: return "call waiting";
    case ToneId::record: return "record";
    case ToneId::howler: return "howler";
  }
  return "?";
}

const Tone& tone(Country country, ToneId id) {
  return (*plans[static_cast<std::size_t>(country)])[static_cast<std::size_t>(id)];
}

const RingCadence& ring_cadence(Country country) {
  return rings[static_cast<std::size_t>(country)];
}

std::array<std::uint16_t, 4> frequencies_at(const Tone& tone, std::chrono::milliseconds at) {
  const auto used = static_cast<std::size_t>(std::ranges::count_if(tone.segments, is_used));
  const std::span all{tone.segments.data(), used};
  const bool is_endless = used > 0 && all.back().on == continuous;
  if (used == 0 || is_endless) return sounding(all, at);
  const auto head = all.first(tone.repeat_from);
  const auto loop = all.subspan(tone.repeat_from);
  const Milliseconds lead = duration(head);
  return at < lead ? sounding(head, at) : sounding(loop, (at - lead) % duration(loop));
}

}  // namespace forlopp::callmodel

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/digits.hpp"
#include "switch/hal/sound.hpp"

namespace forlopp::hwsim {

/// What a person's voice puts on the line.
enum class Utterance : std::uint8_t {
  nothing,   ///< Nobody is there.
  speech,    ///< Somebody is there and talks.
  farewell,  ///< Please hang up now: how a caller makes the called person end the conversation.
};

/// What comes out of a wire: a tone, or else a voice.
struct Sound {
  hal::Tone tone = hal::Tone::silence;
  Utterance voice = Utterance::nothing;

  bool operator==(const Sound&) const = default;
};

/// What an earpiece gives, and from which far end; a tone of the own card comes from nowhere.
struct Hearing {
  Sound sound{};
  hal::PathEnd from{};

  bool operator==(const Hearing&) const = default;
};

/// What a person makes of it.
enum class Impression : std::uint8_t {
  silence,
  dial_tone,
  ringback,
  refusal,  ///< Busy, congestion, an announcement, the howler: this call is over.
  notice,   ///< A tone that does not change what is going on: call waiting, recording.
  speech,
  farewell,
};
Impression impression_of(const Hearing& hearing);

// To a simulated card, from whoever holds one of its telephones.

/// From now on `person`, and nobody else, uses the telephone at `port`.
struct HoldTelephone {
  hal::PortNumber port = 0;
  runtime::Pid person{};
};
struct Lift {
  hal::PortNumber port = 0;
};
struct HangUp {
  hal::PortNumber port = 0;
};
struct Press {
  hal::PortNumber port = 0;
  char symbol = '0';  ///< One of `hal::digit_symbols`.
};
struct PressFlash {
  hal::PortNumber port = 0;
};
struct Say {
  hal::PortNumber port = 0;
  Utterance voice = Utterance::speech;
};

// From a simulated card to the person who holds a telephone.

struct TelephoneRings {
  hal::PortAddress port{};
  hal::Cadence cadence = hal::Cadence::normal;
};
struct TelephoneFallsSilent {
  hal::PortAddress port{};
};
/// Only while the telephone is lifted, and only when it changes.
struct TelephoneSounds {
  hal::PortAddress port{};
  Hearing hearing{};
};
struct TelephoneShowsCaller {
  hal::PortAddress port{};
  hal::Digits number{};
};

// Between the hardware of two ends of a path.

/// `listener` wants to hear `to` from now on. Answered by a `SoundOnPath`, and by another one each
/// time that it changes.
struct Listen {
  hal::PathEnd to{};
  hal::PathEnd listener{};
};
struct StopListening {
  hal::PathEnd to{};
  hal::PathEnd listener{};
};
struct SoundOnPath {
  hal::PathEnd listener{};
  hal::PathEnd from{};
  Sound sound{};
};

std::string_view name(Utterance voice);
std::string describe(const Lift& lift);
std::string describe(const HangUp& hang_up);
std::string describe(const Press& press);
std::string describe(const PressFlash& flash);
std::string describe(const Say& say);
std::string describe(const TelephoneRings& rings);
std::string describe(const TelephoneFallsSilent& silent);
std::string describe(const TelephoneSounds& sounds);
std::string describe(const TelephoneShowsCaller& shows);
std::string describe(const SoundOnPath& sound);

}  // namespace forlopp::hwsim

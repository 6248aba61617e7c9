#include "hwsim/telephone.hpp"

#include <array>

#include <fmt/format.h>

namespace forlopp::hwsim {
namespace {

Impression impression_of(hal::Tone tone) {
  using hal::Tone;
  switch (tone) {
    case Tone::dial:
    case Tone::recall_dial: return Impression::dial_tone;
    case Tone::ringback: return Impression::ringback;
    case Tone::busy:
    case Tone::congestion:
    case Tone::special_information:
    case Tone::number_unobtainable:
    case Tone::howler: return Impression::refusal;
    case Tone::call_waiting:
    case Tone::record: return Impression::notice;
    case Tone::silence: return Impression::silence;
  }
  return Impression::silence;
}

std::string sound_text(const Sound& sound) {
  if (sound.tone != hal::Tone::silence) return fmt::format("{} tone", name(sound.tone));
  return std::string{name(sound.voice)};
}

}  // namespace

Impression impression_of(const Hearing& hearing) {
  if (hearing.sound.tone != hal::Tone::silence) return impression_of(hearing.sound.tone);
  switch (hearing.sound.voice) {
    case Utterance::nothing: return Impression::silence;
    case Utterance::speech: return Impression::speech;
    case Utterance::farewell: return Impression::farewell;
  }
  return Impression::silence;
}

std::string_view name(Utterance voice) {
  constexpr std::array<std::string_view, 3> names{"nothing", "speech", "farewell"};
  return names.at(static_cast<std::size_t>(voice));
}

std::string describe(const Lift& lift) {
  return fmt::format("lifts {}", lift.port);
}

std::string describe(const HangUp& hang_up) {
  return fmt::format("hangs up {}", hang_up.port);
}

std::string describe(const Press& press) {
  return fmt::format("presses {} on {}", press.symbol, press.port);
}

std::string describe(const PressFlash& flash) {
  return fmt::format("flashes {}", flash.port);
}

std::string describe(const Say& say) {
  return fmt::format("says {} on {}", name(say.voice), say.port);
}

std::string describe(const TelephoneRings& rings) {
  return fmt::format("{} rings", to_string(rings.port));
}

std::string describe(const TelephoneFallsSilent& silent) {
  return fmt::format("{} falls silent", to_string(silent.port));
}

std::string describe(const TelephoneSounds& sounds) {
  return fmt::format("{} hears {}", to_string(sounds.port), sound_text(sounds.hearing.sound));
}

std::string describe(const TelephoneShowsCaller& shows) {
  return fmt::format("{} shows {}", to_string(shows.port), shows.number.text());
}

std::string describe(const SoundOnPath& sound) {
  return fmt::format("{} from {} to {}", sound_text(sound.sound), to_string(sound.from),
                     to_string(sound.listener));
}

}  // namespace forlopp::hwsim

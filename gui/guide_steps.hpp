#pragma once

#include <array>
#include <span>

namespace forlopp::console {

/// An answer that one may give before one sees what happens.
struct GuideChoice {
  const char* text = nullptr;  ///< Null: there is none.
  const char* reply = nullptr;
  bool right = false;
};

/// What a step's button asks of the exchange.
struct GuideDeed {
  const char* title = nullptr;  ///< Null: it has no button.
  const char* word = nullptr;
  struct Argument {
    const char* key = nullptr;
    const char* value = nullptr;
  };
  std::array<Argument, 6> arguments{};
};

/// An event that completes a step: its class, and fields that say this, or begin with it.
struct GuideSign {
  const char* event_class = nullptr;  ///< Null: the reader says when.
  const char* kind = nullptr;
  const char* field = nullptr;
  const char* begins = nullptr;
};

struct GuideStep {
  const char* id;
  const char* title;
  const char* text;
  const char* spotlight;      ///< The panel to look at; null: none.
  const char* row = nullptr;  ///< Of the supervision tree, to be seen there; null: none.
  std::array<GuideChoice, 3> choices{};
  GuideDeed deed{};
  GuideSign done{};
  const char* happened = nullptr;  ///< Said when it is done.
};

/// The newcomer's minute, in order. It fits the scenario `guided`, and any with a card 1/2.
std::span<const GuideStep> guide_steps();
/// What is said after the last of them.
const char* guide_farewell();

}  // namespace forlopp::console

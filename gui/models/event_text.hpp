#pragma once

#include <QString>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// What happened, in one line.
QString event_text(const Event& event);
/// To whom: what the focus moves to. Empty if it belongs to nobody.
QString event_object(const Event& event);
/// What is missing, and how much of which class.
QString lost_text(const Lost& lost);
/// A sign for the class, so that a list can be skimmed.
QString event_glyph(const Event& event);

}  // namespace forlopp::console

#pragma once

#include <QString>

#include "gui/models/failure_story.hpp"

namespace forlopp::console {

/// The whole story in one sentence, as one would tell it.
QString story_text(const Story& story);
/// One link of it: what happened, and what it cost.
QString link_text(const StoryLink& link);
QString link_glyph(StoryLink::Kind kind);
QString story_glyph(const Story& story);
/// `level 3: shelf 3 restarted – 58 stable kept, 13 transient lost, 0.8 s`. Empty if it is of no
/// such weight.
QString banner_text(const Story& story);
/// The last id of a key: `shelf 3` of `forlopp/exchange/shelves/shelf 3`. Ids may hold a slash
/// before a digit.
QString last_id(const QString& key);

}  // namespace forlopp::console

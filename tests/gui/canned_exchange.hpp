#pragma once

#include <QCborMap>

namespace forlopp::console {

/// What an exchange of four shelves says while a card of it restarts for the third time: enough to
/// fill every panel.
QCborMap canned_hello();
/// One frame with every topic and some events.
QCborMap canned_frame();
/// What it answers when it is asked.
QCborMap canned_answer(const QCborMap& request);

}  // namespace forlopp::console

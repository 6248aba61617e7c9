#pragma once

#include <QCborMap>

namespace forlopp::console {

/// What an exchange of two shelves says while a card of it restarts for the third time: enough to
/// fill every panel.
QCborMap canned_hello();

}  // namespace forlopp::console

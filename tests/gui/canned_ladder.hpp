#pragma once

#include <QCborMap>

namespace forlopp::console {

/// The ladder of a traced call that one half of crashes, with every kind of step.
QCborMap canned_ladder();
/// A message of it.
QCborMap canned_message();

}  // namespace forlopp::console

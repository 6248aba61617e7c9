#pragma once

class QLabel;
class QString;

namespace forlopp::console {

/// Writes what changes often. The label has room for what it has shown, so that nothing beside it
/// moves to and fro, and no window is laid out again for a number.
void write_steadily(QLabel& label, const QString& text);

}  // namespace forlopp::console

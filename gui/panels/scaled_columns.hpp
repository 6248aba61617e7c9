#pragma once

#include <QList>

class QHeaderView;

namespace forlopp::console {

/// Makes the first columns as wide as this beside the usual font. They grow with the font, also
/// those that somebody has drawn wider.
void scale_columns(QHeaderView& header, const QList<int>& widths);

}  // namespace forlopp::console

#pragma once

#include <QList>

class QHeaderView;

namespace forlopp::console {

inline constexpr int as_its_text = 0;  ///< A width that the column's owner sees to.

/// Makes the first columns as wide as this beside the usual font. They grow with the font, also
/// those that somebody has drawn wider.
void scale_columns(QHeaderView& header, const QList<int>& widths);

}  // namespace forlopp::console

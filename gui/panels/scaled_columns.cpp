#include "gui/panels/scaled_columns.hpp"

#include <QHeaderView>

#include "gui/panels/font_watch.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

/// As wide as there is room, whatever it is told.
bool fills(const QHeaderView& header, int section) {
  const bool is_last = header.visualIndex(section) == header.count() - 1;
  return header.sectionResizeMode(section) == QHeaderView::Stretch ||
         (is_last && header.stretchLastSection());
}

}  // namespace

void scale_columns(QHeaderView& header, const QList<int>& widths) {
  const Measure px{header.fontMetrics()};
  for (int i = 0; i < widths.size(); ++i) header.resizeSection(i, px(widths[i]));
  when_font_changes(header, [&header, before = header.fontMetrics().height()]() mutable {
    const int now = header.fontMetrics().height();
    for (int i = 0; i < header.count(); ++i)
      if (!fills(header, i))
        header.resizeSection(i, qRound(1.0 * header.sectionSize(i) * now / before));
    before = now;
  });
}

}  // namespace forlopp::console

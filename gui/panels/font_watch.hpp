#pragma once

#include <QFont>
#include <functional>

class QWidget;

namespace forlopp::console {

/// Does it whenever the widget has got another font, as long as there is the widget.
void when_font_changes(QWidget& widget, std::function<void()> work);

/// Gives a widget a font made of the one of its parent, now and whenever that changes. By itself a
/// font with a size of its own stays as it is, and so does that of a widget with a style sheet.
void derive_font(QWidget& widget, std::function<QFont(const QFont& around)> own);

/// Those that are derived.
QFont same_font(const QFont& around);
QFont bold_font(const QFont& around);
QFont title_font(const QFont& around);
QFont fixed_font(const QFont& around);
QFont large_fixed_font(const QFont& around);

}  // namespace forlopp::console

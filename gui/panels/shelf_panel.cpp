#include "gui/panels/shelf_panel.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <array>

namespace forlopp::console {
namespace {

/// Each of them stays in one line.
QStringList unbroken(QStringList words) {
  for (QString& word : words) word.replace(QLatin1Char{' '}, QChar::Nbsp);
  return words;
}

}  // namespace

ShelfPanel::ShelfPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent}, view_{new ShelfView{desk}} {
  setObjectName(QStringLiteral("shelf_panel"));
  auto* zoom = new QComboBox{this};
  zoom->addItems({tr("shelves"), tr("cards"), tr("ports")});
  zoom->setCurrentIndex(static_cast<int>(view_->zoom()));
  zoom->setAccessibleName(tr("How large"));
  auto* legend = new QLabel{this};
  QStringList marks;
  for (const State state : all_states())
    marks.append(QStringLiteral("%1 %2").arg(glyph(state), title(state)));
  legend->setObjectName(QStringLiteral("legend"));
  legend->setText(unbroken(marks).join(QStringLiteral("   ")));
  legend->setWordWrap(true);
  legend->setToolTip(marks.join(QLatin1Char{'\n'}));
  auto* scroll = new QScrollArea{this};
  scroll->setWidget(view_);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* top = new QHBoxLayout;
  top->addWidget(zoom);
  top->addWidget(legend, 1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(scroll, 1);
  setFocusProxy(view_);
  connect(view_, &ShelfView::moved, scroll, [scroll](const QRect& to) {
    scroll->ensureVisible(to.center().x(), to.center().y(), to.width(), to.height());
  });
  connect(view_, &ShelfView::zoomed, zoom,
          [zoom](ShelfView::Zoom to) { zoom->setCurrentIndex(static_cast<int>(to)); });
  connect(zoom, &QComboBox::currentIndexChanged, view_,
          [this](int index) { view_->set_zoom(static_cast<ShelfView::Zoom>(index)); });
}

}  // namespace forlopp::console

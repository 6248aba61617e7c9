#include "gui/panels/field_panel.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include "gui/panels/elided_label.hpp"

namespace forlopp::console {

FieldPanel::FieldPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      view_{new FieldView{desk, this}},
      zoom_{new QComboBox{this}},
      counts_{new ElidedLabel{this}},
      who_{new ElidedLabel{this}} {
  setObjectName(QStringLiteral("field_panel"));
  zoom_->setObjectName(QStringLiteral("zoom"));
  zoom_->addItems({tr("map"), tr("field")});
  zoom_->setAccessibleName(tr("How fine"));
  counts_->setObjectName(QStringLiteral("counts"));
  who_->setObjectName(QStringLiteral("who"));
  auto* top = new QHBoxLayout;
  top->addWidget(zoom_);
  top->addWidget(counts_, 5);
  top->addWidget(who_, 2);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(view_, 1);
  setFocusProxy(view_);
  connect(zoom_, &QComboBox::currentIndexChanged, view_,
          [this](int index) { view_->set_zoom(static_cast<FieldView::Zoom>(index)); });
  connect(view_, &FieldView::zoomed, this, &FieldPanel::tell_zoom);
  connect(view_, &FieldView::pointed, this, [this](const QString& spoken) {
    who_->setText(spoken);
    who_->setToolTip(spoken);
  });
  connect(&desk_.picture, &Picture::field_changed, this, &FieldPanel::tell_counts);
  tell_counts();
}

/// Numbers, for those whom colours do not tell enough.
void FieldPanel::tell_counts() {
  const FieldState& field = desk_.picture.field();
  const QLocale locale;
  QStringList counts{tr("%1 processes").arg(locale.toString(field.cells()))};
  for (const State state : all_states())
    if (const qint64 count = field.counts()[static_cast<std::size_t>(state)]; count > 0)
      counts.append(
          QStringLiteral("%1 %2 %3").arg(glyph(state), locale.toString(count), title(state)));
  if (view_->zoom() == FieldView::Zoom::field && view_->shown() == FieldView::Zoom::map)
    counts.append(tr("too many for cells of 2 pixels: a map"));
  counts_->setText(counts.join(QStringLiteral("   ")));
  counts_->setToolTip(counts.join(QLatin1Char{'\n'}));
}

void FieldPanel::tell_zoom() {
  zoom_->setCurrentIndex(static_cast<int>(view_->zoom()));
  tell_counts();
}

}  // namespace forlopp::console

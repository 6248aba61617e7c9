#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

#include "gui/desk.hpp"
#include "gui/models/field_layout.hpp"
#include "gui/panels/text_layouts.hpp"

class QPainter;

namespace forlopp::console {

/// All processes at once. As a map, one rectangle for each supervisor, as large as it has children,
/// filled as far as they are out of the ordinary; as a field, one cell for each process. The arrow
/// keys go from one to the next, Enter looks at it.
class FieldView : public QWidget {
  Q_OBJECT

 public:
  enum class Zoom : quint8 { map, field };

  explicit FieldView(const Desk& desk, QWidget* parent = nullptr);

  void set_zoom(Zoom zoom);
  /// What was asked for; a field that would be too fine is shown as a map.
  Zoom zoom() const { return zoom_; }
  Zoom shown() const;
  const FieldLayout& layout_of_cells() const { return layout_; }
  std::optional<FieldSpot> spot_at(QPoint point) const;
  QRect rectangle(const FieldSpot& spot) const;
  const std::optional<FieldSpot>& current() const { return current_; }
  /// `forlopp/exchange/calls: 212 processes, worst crashed, 3 out of the ordinary`.
  QString spoken(const FieldSpot& spot) const;
  std::size_t branches() const { return maps_.size(); }
  QSize minimumSizeHint() const override { return {120, 60}; }

 signals:
  void zoomed(forlopp::console::FieldView::Zoom zoom);
  /// The mouse or the keys are there.
  void pointed(const QString& spoken);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  const FieldState& state() const { return desk_.picture.field(); }
  void renew();
  void arrange();
  void colour_cells(bool all);
  void paint_map(QPainter& painter, const QRect& part) const;
  void paint_label(QPainter& painter, const QRect& map, const FieldState::Branch& branch) const;
  void paint_field(QPainter& painter, const QRect& part) const;
  void paint_patterns(QPainter& painter, const QRect& part) const;
  void choose(const FieldSpot& spot);
  void find_current();
  void look_at(const FieldSpot& spot);
  void tell_who(const FieldSpot& spot, QPoint global);
  void move(qint64 by);
  /// Where somebody going through all of them in order stands, and the other way round.
  qint64 place_of(const FieldSpot& spot) const;
  FieldSpot spot_of(qint64 place) const;
  QCborMap question(const FieldSpot& spot) const;

  Desk desk_;
  Zoom zoom_ = Zoom::map;
  FieldLayout layout_{};
  std::vector<QRect> maps_{};
  QImage image_{};  // A pixel for each cell.
  qint64 shape_ = -1;
  std::optional<FieldSpot> current_{};
  QString current_key_{};  // Of its supervisor: places change as others come and go.
  QString asked_{};        // What the latest question was about.
  mutable TextLayouts texts_{};
};

}  // namespace forlopp::console

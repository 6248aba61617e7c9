#pragma once

#include "gui/panels/field_view.hpp"

class QComboBox;
class QLabel;

namespace forlopp::console {

/// All processes, as a map of supervisors or as a field, with how many are in which state.
class FieldPanel : public QWidget {
  Q_OBJECT

 public:
  explicit FieldPanel(const Desk& desk, QWidget* parent = nullptr);
  FieldView& view() { return *view_; }

 private:
  void tell_counts();
  void tell_zoom();

  Desk desk_;
  FieldView* view_;
  QComboBox* zoom_;
  QLabel* counts_;
  QLabel* who_;
};

}  // namespace forlopp::console

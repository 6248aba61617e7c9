#include "gui/panels/catalogue.hpp"

#include <QCoreApplication>

#include "gui/panels/chart_panel.hpp"
#include "gui/panels/event_panel.hpp"
#include "gui/panels/fault_panel.hpp"
#include "gui/panels/field_panel.hpp"
#include "gui/panels/guide_panel.hpp"
#include "gui/panels/inspector_panel.hpp"
#include "gui/panels/ladder_panel.hpp"
#include "gui/panels/process_panel.hpp"
#include "gui/panels/shelf_panel.hpp"
#include "gui/panels/story_panel.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "gui/panels/table_panel.hpp"

namespace forlopp::console {
namespace {

template <class Panel>
QWidget* make(const Desk& desk) {
  return new Panel{desk};
}

template <TablePanel* (*make_table)(const Desk&, QWidget*)>
QWidget* make(const Desk& desk) {
  return make_table(desk, nullptr);
}

QString title(const char* words) {
  return QCoreApplication::translate("Panels", words);
}

QString word(const char* text) {
  return QString::fromLatin1(text);
}

}  // namespace

const std::vector<PanelKind>& panel_kinds() {
  using enum Place;
  static const std::vector<PanelKind> kinds{
      {word("supervision"),
       title("Supervision"),
       left,
       make<SupervisionPanel>,
       {{word("supervision"), {}, hz::pictures}}},
      {word("shelves"),
       title("Shelves"),
       middle,
       make<ShelfPanel>,
       {{word("cards"), {}, hz::pictures}}},
      {word("charts"),
       title("Charts"),
       lower_middle,
       make<ChartPanel>,
       {{word("series"), {}, hz::charts},
        {word("group_series"), {}, hz::charts},
        {word("faults"), {}, hz::lists}}},
      {word("inspector"), title("Inspector"), right, make<InspectorPanel>, {}},
      {word("guide"), title("Guide"), right, make<GuidePanel>, {}, Opening::hidden},
      {word("field"),
       title("Map and field"),
       middle,
       make<FieldPanel>,
       {{word("field"), {}, hz::fields}}},
      {word("processes"), title("Top processes"), lower_right, make<ProcessPanel>, {}},
      {word("stories"), title("Stories"), below, make<StoryPanel>, {}},
      {word("events"), title("Events"), below, make<EventPanel>, {}},
      {word("calls"),
       title("Calls"),
       below,
       make<make_call_panel>,
       {{word("calls"), {}, hz::lists}}},
      {word("ladder"), title("Ladder"), below, make<LadderPanel>, {}},
      {word("alarms"),
       title("Alarms"),
       below,
       make<make_alarm_panel>,
       {{word("alarms"), {}, hz::lists}}},
      {word("faults"), title("Faults"), below, make<FaultPanel>, {{word("faults"), {}, hz::lists}}},
  };
  return kinds;
}

}  // namespace forlopp::console

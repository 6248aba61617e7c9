#pragma once

#include "scenarios/live/alarm_book.hpp"
#include "scenarios/live/call_book.hpp"
#include "scenarios/live/crash_book.hpp"
#include "scenarios/live/group_book.hpp"
#include "scenarios/live/report_book.hpp"
#include "scenarios/live/restart_book.hpp"
#include "scenarios/live/series_book.hpp"

namespace forlopp::live {

/// What has been written down of a run as it happened.
struct Books {
  RestartBook restarts{};
  ReportBook reports{};
  CrashBook crashes{};
  CallBook calls{};
  AlarmBook alarms{};
  GroupBook groups{};
  SeriesBook series{};
};

}  // namespace forlopp::live

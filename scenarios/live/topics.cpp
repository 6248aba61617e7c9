#include "scenarios/live/topics.hpp"

#include <algorithm>
#include <array>

namespace forlopp::live {
namespace {

struct Maker {
  std::string_view name;
  std::unique_ptr<Topic> (*make)();
};
constexpr std::array<Maker, 12> makers{{{"run", run_topic},
                                        {"health", health_topic},
                                        {"supervision", supervision_topic},
                                        {"processes", processes_topic},
                                        {"field", field_topic},
                                        {"cards", cards_topic},
                                        {"calls", calls_topic},
                                        {"alarms", alarms_topic},
                                        {"groups", groups_topic},
                                        {"group_series", group_series_topic},
                                        {"faults", faults_topic},
                                        {"series", series_topic}}};

}  // namespace

std::unique_ptr<Topic> make_topic(std::string_view name) {
  const auto found = std::ranges::find(makers, name, &Maker::name);
  return found == makers.end() ? nullptr : found->make();
}

}  // namespace forlopp::live

#include "switch/mgmt/internal/hello.hpp"

#include <string_view>
#include <utility>

namespace forlopp::management {
namespace {

Map columns_of_topics() {
  Map map;
  for (const Topic& topic : topics())
    map.emplace_back(topic.name, Array{topic.columns.begin(), topic.columns.end()});
  return map;
}

}  // namespace

Map hello_to(Role role, const Map& of_run) {
  Map hello{{"hello", protocol_version}, {"program", "forlopp " FORLOPP_VERSION}};
  for (const auto& [key, value] : of_run)
    if (key != "hello" && key != "program") hello.emplace_back(key, value);
  hello.emplace_back("role", name(role));
  hello.emplace_back("topics", columns_of_topics());
  hello.emplace_back("limits", Map{{"request_bytes", request_bytes_max},
                                   {"frames_unacknowledged", frames_unacknowledged_max},
                                   {"subscriptions", subscriptions_max}});
  return hello;
}

}  // namespace forlopp::management

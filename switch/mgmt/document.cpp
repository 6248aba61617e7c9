#include "switch/mgmt/document.hpp"

#include <algorithm>

namespace forlopp::management {

const Document* Document::find(std::string_view key) const {
  const Map* members = get_if<Map>();
  if (members == nullptr) return nullptr;
  const auto found = std::ranges::find(
      *members, key, [](const auto& member) { return std::string_view{member.first}; });
  return found == members->end() ? nullptr : &found->second;
}

}  // namespace forlopp::management

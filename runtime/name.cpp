#include "runtime/name.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

#include "runtime/heap.hpp"

namespace forlopp::runtime {
namespace {

/// All names of the program; grows only, so that views of its texts stay valid.
class NameTable {
 public:
  std::uint32_t intern(std::string_view text) {
    const Outside outside;
    const std::scoped_lock lock{mutex_};
    const auto known = indices_.find(text);
    if (known != indices_.end()) return known->second;
    const std::string& kept = texts_.emplace_back(text);
    const auto index = static_cast<std::uint32_t>(texts_.size());
    indices_.emplace(kept, index);
    return index;
  }
  std::string_view text(std::uint32_t index) {
    const std::scoped_lock lock{mutex_};
    return index == 0 ? std::string_view{} : std::string_view{texts_[index - 1]};
  }

 private:
  std::mutex mutex_;
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> indices_;
};

NameTable& names() {
  const Outside outside;
  static NameTable table;
  return table;
}

}  // namespace

Name::Name(std::string_view text) : index_{names().intern(text)} {}

std::string_view Name::text() const {
  return names().text(index_);
}

}  // namespace forlopp::runtime

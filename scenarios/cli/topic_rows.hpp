#pragma once

#include <map>
#include <string>
#include <string_view>

#include "switch/mgmt/document.hpp"

namespace forlopp::cli {

/// Whether a key stands before another one where a person looks for it: `9` before `10`, `card 1/2`
/// before `card 1/10`.
struct KeyOrder {
  bool operator()(std::string_view one, std::string_view other) const;
};

/// What a topic shows, of the frames in which it comes.
class TopicRows {
 public:
  /// True when that was the last part of what there is now. The frame has news of one topic.
  bool take(const management::Document& frame);
  /// All rows, in the order of their keys.
  management::Array rows() const;
  /// The last frame, with all rows in it.
  management::Document whole_frame() const;

 private:
  management::Document last_{};
  std::string view_{};  ///< Its name in the frame.
  std::map<std::string, management::Document, KeyOrder> rows_{};
};

}  // namespace forlopp::cli

#include "ports/internal/inflow.hpp"

#include <algorithm>
#include <utility>

namespace forlopp::ports {

void Inflow::add(std::string data) {
  data_.erase(0, taken_);
  taken_ = 0;
  data_ = data_.empty() ? std::move(data) : data_ + data;
}

bool Inflow::is_too_long() const {
  if (framing_ == Framing::raw) return false;
  const std::size_t end = data_.find('\n', taken_);
  return std::min(end, data_.size()) - taken_ > line_max_;
}

std::optional<std::string> Inflow::next() {
  if (is_empty()) return std::nullopt;
  if (framing_ == Framing::raw) return take(data_.size() - taken_);
  const std::size_t end = data_.find('\n', taken_);
  if (end != std::string::npos) return take(end + 1 - taken_);
  return ended_ ? std::optional{take(data_.size() - taken_)} : std::nullopt;
}

std::string Inflow::take(std::size_t size) {
  if (taken_ == 0 && size == data_.size()) return std::exchange(data_, {});
  std::string taken = data_.substr(taken_, size);
  taken_ += size;
  return taken;
}

}  // namespace forlopp::ports

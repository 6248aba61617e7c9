#include "switch/mgmt/internal/weight.hpp"

#include <variant>

namespace forlopp::management {
namespace {

/// Quotation marks, commas, heads of items.
constexpr std::size_t around = 3;
constexpr std::size_t of_number = 9;

struct Weigh {
  std::size_t operator()(std::nullptr_t) const { return around; }
  std::size_t operator()(bool) const { return around; }
  std::size_t operator()(std::int64_t) const { return of_number; }
  std::size_t operator()(double) const { return of_number; }
  std::size_t operator()(const std::string& text) const { return around + text.size(); }
  std::size_t operator()(const Bytes& bytes) const { return around + bytes.size() / 3 * 4; }
  std::size_t operator()(const Array& items) const { return weight(items); }
  std::size_t operator()(const Map& members) const { return weight(members); }
};

std::size_t memory_of(const Document& document);

struct Measure {
  template <class Scalar>
  std::size_t operator()(const Scalar&) const {
    return 0;
  }
  std::size_t operator()(const std::string& text) const { return text.size(); }
  std::size_t operator()(const Bytes& bytes) const { return bytes.size(); }
  std::size_t operator()(const Map& members) const { return management::memory_of(members); }
  std::size_t operator()(const Array& items) const {
    std::size_t sum = 0;
    for (const Document& item : items) sum += memory_of(item);
    return sum;
  }
};

std::size_t memory_of(const Document& document) {
  return sizeof document + std::visit(Measure{}, document.value());
}

}  // namespace

std::size_t memory_of(const Map& members) {
  std::size_t sum = 0;
  for (const auto& [key, value] : members) sum += sizeof key + key.size() + memory_of(value);
  return sum;
}

std::size_t weight(const Document& document) {
  return std::visit(Weigh{}, document.value());
}

std::size_t weight(const Array& items) {
  std::size_t sum = around;
  for (const Document& item : items) sum += weight(item);
  return sum;
}

std::size_t weight(const Map& members) {
  std::size_t sum = around;
  for (const auto& [key, value] : members) sum += around + key.size() + weight(value);
  return sum;
}

}  // namespace forlopp::management

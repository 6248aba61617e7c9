#include "runtime/internal/relations.hpp"

#include <algorithm>
#include <memory>

#include <boost/unordered/unordered_flat_map.hpp>

namespace forlopp::runtime {
namespace {

constexpr std::uint32_t indexed_from = 16;

}  // namespace

struct Pairs::Index {
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> positions;
};

Pairs::~Pairs() {
  if (!is_array()) return;
  delete[] array_.pairs;
  delete array_.index;
}

std::uint32_t Pairs::find(std::uint64_t key) const {
  if (is_array() && array_.index != nullptr) {
    const auto found = array_.index->positions.find(key);
    return found == array_.index->positions.end() ? none : found->second;
  }
  for (std::uint32_t i = 0; i < size_; ++i) {
    if (first()[i].key == key) return i;
  }
  return none;
}

std::uint64_t* Pairs::value_of(std::uint64_t key) {
  const std::uint32_t at = find(key);
  return at == none ? nullptr : &first()[at].value;
}

bool Pairs::insert(std::uint64_t key, std::uint64_t value) {
  if (find(key) != none) return false;
  if (size_ == room_) make_room();
  first()[size_] = {key, value};
  if (is_array() && array_.index != nullptr) array_.index->positions.emplace(key, size_);
  ++size_;
  if (is_array() && array_.index == nullptr && size_ > indexed_from) make_index();
  return true;
}

void Pairs::make_room() {
  auto* const pairs = new Pair[std::size_t{room_} * 2];
  std::copy_n(first(), size_, pairs);
  Index* const index = is_array() ? array_.index : nullptr;
  if (is_array()) delete[] array_.pairs;
  array_ = {pairs, index};
  room_ *= 2;
}

void Pairs::make_index() {
  auto index = std::make_unique<Index>();
  for (std::uint32_t i = 0; i < size_; ++i) index->positions.emplace(array_.pairs[i].key, i);
  array_.index = index.release();
}

bool Pairs::erase(std::uint64_t key, std::uint64_t* value) {
  const std::uint32_t at = find(key);
  if (at == none) return false;
  Pair* const pairs = first();
  if (value != nullptr) *value = pairs[at].value;
  pairs[at] = pairs[--size_];
  if (!is_array() || array_.index == nullptr) return true;
  if (at < size_) array_.index->positions[pairs[at].key] = at;
  array_.index->positions.erase(key);
  return true;
}

std::vector<Pid> Relations::linked_pids() const {
  std::vector<Pid> pids;
  for (const auto& link : links.all())
    if (link.value == linked) pids.push_back(Pid::from_bits(link.key));
  return pids;
}

}  // namespace forlopp::runtime

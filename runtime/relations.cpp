#include "runtime/internal/relations.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

namespace forlopp::runtime {

struct Pairs::Index {
  boost::unordered_flat_map<std::uint64_t, std::size_t> positions;
};

Pairs::~Pairs() {
  delete index_;
}

std::size_t Pairs::find(std::uint64_t key) const {
  if (index_ != nullptr) {
    const auto found = index_->positions.find(key);
    return found == index_->positions.end() ? npos : found->second;
  }
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (pairs_[i].key == key) return i;
  }
  return npos;
}

std::uint64_t* Pairs::value_of(std::uint64_t key) {
  const std::size_t at = find(key);
  return at == npos ? nullptr : &pairs_[at].value;
}

bool Pairs::insert(std::uint64_t key, std::uint64_t value) {
  if (find(key) != npos) return false;
  pairs_.push_back({key, value});
  if (index_ != nullptr) {
    index_->positions.emplace(key, pairs_.size() - 1);
  } else if (pairs_.size() > indexed_from) {
    index_ = new Index;
    for (std::size_t i = 0; i < pairs_.size(); ++i) index_->positions.emplace(pairs_[i].key, i);
  }
  return true;
}

bool Pairs::erase(std::uint64_t key, std::uint64_t* value) {
  const std::size_t at = find(key);
  if (at == npos) return false;
  if (value != nullptr) *value = pairs_[at].value;
  pairs_[at] = pairs_.back();
  pairs_.pop_back();
  if (index_ != nullptr) {
    if (at < pairs_.size()) index_->positions[pairs_[at].key] = at;
    index_->positions.erase(key);
  }
  return true;
}

std::vector<Pid> Relations::linked_pids() const {
  std::vector<Pid> pids;
  for (const auto& link : links.all())
    if (link.value == linked) pids.push_back(Pid::from_bits(link.key));
  return pids;
}

}  // namespace forlopp::runtime

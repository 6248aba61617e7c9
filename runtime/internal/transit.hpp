#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <utility>

#include "runtime/message.hpp"
#include "runtime/random.hpp"

namespace forlopp::runtime {

/// Envelopes that a simulated node keeps on their way. Those between two processes keep their
/// order.
class Transit {
 public:
  Transit() = default;
  Transit(const Transit&) = delete;
  Transit& operator=(const Transit&) = delete;
  ~Transit();

  bool empty() const { return held_.empty(); }
  /// Something before it, between the same two, is on its way.
  bool has_some_before(const Envelope& envelope) const;
  void hold(Envelope* envelope);
  /// One that may arrive now; there is some.
  Envelope* take_any(Random& choice);

 private:
  using Way = std::pair<Pid, Pid>;
  std::map<Way, std::deque<Envelope*>> held_{};
};

}  // namespace forlopp::runtime

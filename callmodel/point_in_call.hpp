#pragma once

#include "callmodel/actions.hpp"
#include "callmodel/bcsm.hpp"
#include "runtime/check.hpp"

namespace forlopp::callmodel {

/// Walks a basic call state model: the point in call changes only along a row of the table, and
/// each step is reported.
class PointInCall {
 public:
  explicit PointInCall(Pic start) : pic_(start) {}

  Pic pic() const { return pic_; }

  /// Follows the row for an event, which must exist.
  void advance(const Bcsm& bcsm, BcsmEvent event, Actions& out) {
    runtime::check(try_advance(bcsm, event, out), "the call model has no such transition");
  }

  /// Follows the row for an event; false, and no change, if there is none.
  bool try_advance(const Bcsm& bcsm, BcsmEvent event, Actions& out) {
    const Transition* row = bcsm.find(pic_, event);
    if (row == nullptr) return false;
    out.push(Passed{row->from, row->dp, row->to});
    pic_ = row->to;
    return true;
  }

 private:
  Pic pic_;
};

}  // namespace forlopp::callmodel

#pragma once

#include <cstddef>
#include <cstdio>

#include "scenarios/engine/run.hpp"

namespace forlopp::cli {

/// One line on a terminal that is written again and again; nothing where standard error is none.
class ProgressLine final : public scenario::RunWatcher {
 public:
  ProgressLine();
  ~ProgressLine() override;

  void progressed(const scenario::Progress& progress) override;
  bool wants_to_stop() override;

 private:
  bool on_terminal_;
  std::size_t written_ = 0;
};

/// `00:31:07 of 01:10:00  44 %   calls up 212    attempts      5.1/s   restarts 3        812x real
/// time`; after the traffic's end `01:12:00 draining`, of a run until it knows enough
/// `31:10:00 of at most 50:10:00, precise to 7.2 of 5 %`.
std::string progress_text(const scenario::Progress& progress);

}  // namespace forlopp::cli

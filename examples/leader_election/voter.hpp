#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <vector>

#include "runtime/gen_server.hpp"

namespace leader_election {

namespace runtime = forlopp::runtime;

/// What outlives a crash of a voter: its disk.
struct Disk {
  int term = 0;
  int voted_for = -1;
};

/// One of several that choose a leader for each term, after Raft: whoever has heard of no leader
/// for a while stands for a new term and asks all for their vote; each gives one a term; a majority
/// makes a leader. Messages take their time, and voters crash.
struct Cluster {
  std::vector<Disk> disks;
  bool votes_are_stored = true;  ///< The planted bug: if not, who crashes may vote twice a term.
  std::function<void(int term, int leader)> elected{};
};

struct VoteFor {
  int term;
  int candidate;
};
struct Vote {
  int term;
  int voter;
};
struct Leads {
  int term;
};

class Voter : public runtime::GenServer<Voter> {
 public:
  using Infos = runtime::Messages<VoteFor, Vote, Leads, runtime::Timeout>;

  Voter(Cluster& cluster, int number) : cluster_{cluster}, number_{number} {}

  void init(runtime::Context& self) override;
  void handle_info(runtime::Context& self, VoteFor& request);
  void handle_info(runtime::Context& self, Vote& vote);
  void handle_info(runtime::Context& self, Leads& leader);
  void handle_info(runtime::Context& self, runtime::Timeout&);

 private:
  int count() const { return static_cast<int>(cluster_.disks.size()); }
  void enter(int term);
  void store();
  void be_patient(runtime::Context& self);
  void maybe_crash(runtime::Context& self) const;
  template <class T>
  void tell(runtime::Context& self, int whom, T message) const;
  template <class T>
  void tell_all(runtime::Context& self, T message) const;

  Cluster& cluster_;
  int number_;
  Disk now_{};
  std::set<int> votes_{};
};

/// Under which its node finds it, also after a restart.
runtime::Name name_of(int voter);

}  // namespace leader_election

#include "examples/leader_election/voter.hpp"

#include <algorithm>
#include <string>

namespace leader_election {

using namespace runtime;
using namespace std::chrono_literals;

Name name_of(int voter) {
  return Name{"voter " + std::to_string(voter)};
}

void Voter::init(Context& self) {
  now_ = cluster_.disks[static_cast<std::size_t>(number_)];
  be_patient(self);
}

void Voter::handle_info(Context& self, VoteFor& request) {
  enter(request.term);
  const bool may =
      request.term == now_.term && (now_.voted_for == -1 || now_.voted_for == request.candidate);
  if (!may) return be_patient(self);
  now_.voted_for = request.candidate;
  store();
  tell(self, request.candidate, Vote{request.term, number_});
  be_patient(self);
  maybe_crash(self);
}

void Voter::handle_info(Context& self, Vote& vote) {
  if (vote.term == now_.term && votes_.insert(vote.voter).second &&
      static_cast<int>(votes_.size()) == count() / 2 + 1) {
    cluster_.elected(now_.term, number_);
    tell_all(self, Leads{now_.term});
  }
  be_patient(self);
}

void Voter::handle_info(Context& self, Leads& leader) {
  enter(leader.term);
  be_patient(self);
}

void Voter::handle_info(Context& self, Timeout&) {
  enter(now_.term + 1);
  now_.voted_for = number_;
  votes_ = {number_};
  store();
  tell_all(self, VoteFor{now_.term, number_});
  be_patient(self);
}

void Voter::enter(int term) {
  if (term <= now_.term) return;
  now_ = {.term = term};
  votes_.clear();
  store();
}

void Voter::store() {
  Disk& disk = cluster_.disks[static_cast<std::size_t>(number_)];
  disk.term = now_.term;
  if (cluster_.votes_are_stored) disk.voted_for = now_.voted_for;
}

/// For a time of its own, so that seldom two stand at once.
void Voter::be_patient(Context& self) {
  timeout_after(self, 50ms + std::chrono::nanoseconds{self.random().below(100'000'000)});
}

void Voter::maybe_crash(Context& self) const {
  if (self.random().below(200) == 0) self.exit(ExitReason{"power_failure"});
}

template <class T>
void Voter::tell(Context& self, int whom, T message) const {
  self.send_after(std::chrono::nanoseconds{self.random().below(40'000'000)}, name_of(whom),
                  message);
}

template <class T>
void Voter::tell_all(Context& self, T message) const {
  for (int whom = 0; whom < count(); ++whom)
    if (whom != number_) tell(self, whom, message);
}

}  // namespace leader_election

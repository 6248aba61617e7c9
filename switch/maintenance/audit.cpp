#include "switch/maintenance/audit.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace forlopp::exchange {
namespace {

constexpr std::array<std::string_view, law_count> sentences{
    "attempts are answered, failed or in progress",
    "every attempt that ended has one cause",
    "every call that ended is one record",
    "no path is held by nobody",
    "no digit receiver is held by nobody",
    "no circuit is held by nobody",
    "no line is held by nobody",
    "no call goes on without its half-call",
};

/// One comparison of one set of books.
class Comparison {
 public:
  explicit Comparison(const Books& books) : books_{books} {
    for (const Holdings& half : books.halves) by_pid_.push_back(&half);
    std::ranges::sort(by_pid_, {}, [](const Holdings* half) { return half->half; });
  }

  std::vector<Finding> findings() {
    counts();
    paths();
    receivers();
    circuits();
    lines();
    calls();
    return std::move(findings_);
  }

 private:
  void report(Law law, std::string subject, std::string what) {
    findings_.push_back({law, std::move(subject), std::move(what)});
  }
  const Holdings* half(runtime::Pid pid) const {
    const auto at =
        std::ranges::lower_bound(by_pid_, pid, {}, [](const Holdings* one) { return one->half; });
    return at != by_pid_.end() && (*at)->half == pid ? *at : nullptr;
  }

  bool is_settled(std::uint16_t group) const;
  void counts();
  void paths();
  void receivers();
  void circuits();
  void lines();
  void calls();

  const Books& books_;
  std::vector<const Holdings*> by_pid_;
  std::vector<Finding> findings_;
};

/// A half-call's holding of a path.
std::string subject(runtime::Pid half, callmodel::PortId from, callmodel::PortId to) {
  return fmt::format("{} {} {}", to_string(half), static_cast<std::uint32_t>(from),
                     static_cast<std::uint32_t>(to));
}

std::uint64_t sum(const std::array<std::uint64_t, CallCounts::causes>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

void Comparison::counts() {
  const CallCounts& counts = books_.counts;
  if (counts.attempts != counts.answered + counts.failed + counts.in_progress) {
    report(Law::attempts_add_up, "counts",
           fmt::format("{} attempts, {} answered, {} failed, {} in progress", counts.attempts,
                       counts.answered, counts.failed, counts.in_progress));
  }
  const std::uint64_t answered_ended = sum(counts.answered_by_cause);
  const std::uint64_t without = counts.failed_by_cause[0] + counts.answered_by_cause[0];
  if (counts.answered != answered_ended + counts.talking || without != 0) {
    report(Law::one_cause_each, "counts",
           fmt::format("{} answered, {} ended with a cause, {} talking, {} ended without a cause",
                       counts.answered, answered_ended, counts.talking, without));
  }
  if (counts.written + counts.waiting != answered_ended + counts.failed) {
    report(Law::one_record_each, "counts",
           fmt::format("{} ended, {} rows written, {} waiting", answered_ended + counts.failed,
                       counts.written, counts.waiting));
  }
}

void Comparison::paths() {
  for (const PathBook& path : books_.paths.held) {
    const Holdings* holder = half(path.holder);
    if (holder != nullptr && holder->path != Holding::none) continue;
    report(Law::paths_have_holders, "booked " + subject(path.holder, path.from, path.to),
           fmt::format("a path is booked for {}, which does not have it", to_string(path.holder)));
  }
  for (const Holdings* holder : by_pid_) {
    if (holder->path != Holding::held) continue;
    if (std::ranges::find(books_.paths.held, holder->half, &PathBook::holder) !=
        books_.paths.held.end()) {
      continue;
    }
    report(Law::paths_have_holders,
           "had " + subject(holder->half, holder->path_from, holder->path_to),
           fmt::format("{} has a path that is not booked", to_string(holder->half)));
  }
}

void Comparison::receivers() {
  const auto& held = books_.receivers.held;
  for (const runtime::Pid pid : held) {
    const Holdings* holder = half(pid);
    if (holder != nullptr && holder->receiver != Holding::none) continue;
    report(Law::receivers_have_holders, "booked " + to_string(pid),
           fmt::format("a receiver is booked for {}, which does not have it", to_string(pid)));
  }
  for (const Holdings* holder : by_pid_) {
    if (holder->receiver != Holding::held || std::ranges::binary_search(held, holder->half)) {
      continue;
    }
    report(Law::receivers_have_holders, "had " + to_string(holder->half),
           fmt::format("{} has a receiver that is not booked", to_string(holder->half)));
  }
}

bool Comparison::is_settled(std::uint16_t group) const {
  return std::ranges::any_of(books_.trunks, [&](const TrunkBooks& trunks) {
    return trunks.group == group && trunks.settled;
  });
}

void Comparison::circuits() {
  std::vector<std::pair<callmodel::PortId, runtime::Pid>> booked;
  for (const TrunkBooks& trunks : books_.trunks) {
    for (const CircuitBook& circuit : trunks.held) {
      const auto port = port_of(CircuitId{trunks.group, circuit.circuit});
      booked.emplace_back(port, circuit.holder);
      const Holdings* holder = half(circuit.holder);
      const bool is_right = holder != nullptr && holder->has_access != Holding::none &&
                            (holder->has_access == Holding::requested || holder->access == port);
      if (is_right) continue;
      report(Law::circuits_have_holders,
             fmt::format("booked {}:{} {} {}", trunks.group, circuit.circuit,
                         to_string(circuit.holder), static_cast<std::uint64_t>(circuit.call)),
             fmt::format("circuit {} of group {} is booked for {}, which does not have it",
                         circuit.circuit + 1, trunks.group + 1, to_string(circuit.holder)));
    }
  }
  std::ranges::sort(booked);
  for (const Holdings* holder : by_pid_) {
    if (holder->has_access != Holding::held || !is_circuit(holder->access)) continue;
    const CircuitId circuit = circuit_of(holder->access);
    if (!is_settled(circuit.group)) continue;
    if (std::ranges::binary_search(booked, std::pair{holder->access, holder->half})) continue;
    report(Law::circuits_have_holders,
           fmt::format("had {}:{} {} {}", circuit.group, circuit.circuit, to_string(holder->half),
                       static_cast<std::uint64_t>(holder->call)),
           fmt::format("{} thinks that it has circuit {} of group {}", to_string(holder->half),
                       circuit.circuit + 1, circuit.group + 1));
  }
}

void Comparison::lines() {
  std::vector<std::pair<callmodel::PortId, runtime::Pid>> booked;
  for (const CardBooks& card : books_.cards) {
    for (const LineBook& line : card.lines) {
      if (!line.half) continue;
      booked.emplace_back(port_of(line.line), line.half);
      const Holdings* holder = half(line.half);
      if (holder != nullptr && holder->access == port_of(line.line)) continue;
      report(Law::lines_have_holders,
             fmt::format("booked {} {} {}", index(line.line), to_string(line.half),
                         static_cast<std::uint64_t>(line.call)),
             fmt::format("line {} is booked for {}, which does not have it", index(line.line),
                         to_string(line.half)));
    }
  }
  std::ranges::sort(booked);
  for (const Holdings* holder : by_pid_) {
    if (holder->has_access != Holding::held || is_circuit(holder->access)) continue;
    if (std::ranges::binary_search(booked, std::pair{holder->access, holder->half})) continue;
    report(Law::lines_have_holders,
           fmt::format("had {} {} {}", index(line_of(holder->access)), to_string(holder->half),
                       static_cast<std::uint64_t>(holder->call)),
           fmt::format("{} thinks that it has line {}", to_string(holder->half),
                       index(line_of(holder->access))));
  }
}

void Comparison::calls() {
  std::vector<callmodel::CallId> served;
  for (const Holdings& holdings : books_.halves) {
    if (holdings.side == Side::originating) served.push_back(holdings.call);
  }
  std::ranges::sort(served);
  for (const OpenCall& call : books_.open_calls) {
    if (std::ranges::binary_search(served, call.record.call)) continue;
    const auto number = static_cast<std::uint64_t>(call.record.call);
    report(Law::calls_have_half_calls, fmt::format("{}", number),
           fmt::format("call {} has no half-call", number));
  }
}

}  // namespace

std::string_view text(Law law) {
  return sentences[static_cast<std::size_t>(law)];
}

std::vector<Finding> compare(const Books& books) {
  return Comparison{books}.findings();
}

std::vector<Finding> lasting(const std::vector<Finding>& first, std::vector<Finding> second) {
  std::erase_if(second, [&](const Finding& finding) {
    return std::ranges::none_of(first, [&](const Finding& before) {
      return before.law == finding.law && before.subject == finding.subject;
    });
  });
  return second;
}

}  // namespace forlopp::exchange

#pragma once

#include <memory>
#include <string>

#include "runtime/node.hpp"
#include "runtime/result.hpp"
#include "switch/charging/call_journal.hpp"
#include "switch/config/exchange_config.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {

/// What an exchange may be given besides its configuration and its hardware; each may be null.
/// Nothing here is owned; all of it outlives the exchange's node.
struct Surroundings {
  ExchangeObserver* observer = nullptr;
  SoftwareFaults* faults = nullptr;
};

/// An exchange on a node: starts the tree, and answers from outside what needs no process. Must
/// outlive the node, because the processes use its configuration and its books.
class Exchange {
 public:
  /// The error says what is wrong with the configuration.
  static runtime::Result<std::unique_ptr<Exchange>, std::string> create(
      ExchangeConfig config, const hal::Equipment& equipment, Surroundings surroundings = {});

  /// Starts the supervision tree; one start per exchange. The processes run as the node runs.
  void start(runtime::Node& node);

  const ExchangeData& data() const { return *parts_.data; }
  /// Thread-safe; exact when nobody runs, and a little behind otherwise.
  CallCounts counts() const { return parts_.journal->counts(); }
  const CallJournal& journal() const { return *parts_.journal; }

 private:
  Exchange() = default;

  ExchangeParts parts_;
  std::unique_ptr<ExchangeObserver> nobody_;
};

}  // namespace forlopp::exchange

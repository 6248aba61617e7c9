#pragma once

#include <memory>

#include "runtime/gen_server.hpp"
#include "switch/store/call_database.hpp"
#include "switch/store/store_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// To the store, from itself: the time of a batch is over.
struct WriteNow {};

/// The one process that writes the database. Ended calls wait in the journal; it takes them in
/// groups, one transaction each, and tells the journal when they are safe. If it crashes, or the
/// database refuses, they wait on, and its successor finds them; a row that was written but not
/// acknowledged is recognised by the number of its call. Without a database rows are thrown away.
class Store final : public runtime::GenServer<Store> {
 public:
  using Infos = runtime::Messages<WriteSoon, WriteNow>;

  explicit Store(const ExchangeParts& parts) : parts_{&parts} {}
  ~Store() override;

  /// Fails if the database cannot be opened.
  void init(runtime::Context& context) override;
  void handle_info(runtime::Context& context, WriteSoon&);
  void handle_info(runtime::Context& context, WriteNow&);
  /// Writes what waits: an orderly end loses nothing.
  void terminate(runtime::Context& context, const runtime::ExitReason& reason) override;

 private:
  void arm(runtime::Context& context);
  /// False if the database refused.
  bool write_all();

  const ExchangeParts* parts_;
  std::unique_ptr<CallDatabase> database_;
  bool armed_ = false;
};

}  // namespace forlopp::exchange

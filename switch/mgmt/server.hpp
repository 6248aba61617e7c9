#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::management {

/// Where a server listens and whom it lets in.
struct ServerOptions {
  std::string address = "127.0.0.1";   ///< A number, not a name; but `localhost`.
  std::uint16_t port = usual_port;     ///< 0: any free one.
  std::string token{};                 ///< Of operators; empty: a new one, see `Server::token`.
  std::vector<std::string> origins{};  ///< Of browsers' pages, besides those of this very server.
  std::size_t clients_max = 32;
};

/// What a server tells of.
struct Served {
  Board& board;
  EventLog& log;
  RequestQueue& requests;
  Map hello{};  ///< What the run adds to the server's own hello; with `run`, `scenario`, ...
  std::function<std::string()> metrics{};  ///< In Prometheus' text format; on the server's thread.
};

/// The one port of an exchange: WebSocket sessions at `/manage`, `/metrics` and `/healthz`. Works
/// on a thread of its own, and nobody ever waits for it.
class Server {
 public:
  /// Lets all sessions have what is on the board and in the log by now, but waits for none longer
  /// than half a second; closes them with a reason, and waits for its thread.
  virtual ~Server() = default;
  virtual std::uint16_t port() const = 0;  ///< From any thread, as is the token.
  virtual const std::string& token() const = 0;
  virtual std::size_t clients() const = 0;  ///< At `/manage` now. From any thread.
  /// Board and log show another run from now on: all clients are told hello once more, with this,
  /// and whatever they see or follow begins anew. From any thread.
  virtual void greet_anew(Map hello) = 0;
};

/// `served` outlives the server. The error is a sentence: address in use, ...
struct StartedServer {
  std::unique_ptr<Server> server{};
  std::string error{};  ///< Why there is none.
};
StartedServer start_server(const ServerOptions& options, Served served);

}  // namespace forlopp::management

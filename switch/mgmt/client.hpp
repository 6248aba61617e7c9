#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "switch/mgmt/document.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// Where an exchange is, and as whom to come.
struct ClientOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = usual_port;
  std::string token{};  ///< Empty: as a viewer.
  std::string subprotocol{subprotocol_cbor};
  /// With the network; and with an answer, from the last thing that the exchange has said.
  std::chrono::milliseconds patience{10'000};
};

/// A session with an exchange, for programs that do one thing after the other. Not thread-safe.
class Client {
 public:
  virtual ~Client() = default;  ///< Closes the session.

  virtual const Document& hello() const = 0;

  /// What has come, or a sentence that says why nothing has.
  struct Received {
    Document document{};
    std::string error{};
    bool ended = false;  ///< The exchange has said that it ends: nothing is broken.
  };
  /// Asked a few times a second; true: wait no longer.
  using GivesUp = std::function<bool()>;
  /// Gives the request a number and waits for its answer (`ok` or `error` in it). Frames that come
  /// meanwhile wait their turn.
  virtual Received ask(Map request, const GivesUp& gives_up) = 0;
  Received ask(Map request) { return ask(std::move(request), {}); }
  /// The next frame, or the hello of another run; no document and no error if none comes within
  /// that time. Frames want to be acknowledged.
  virtual Received next_frame(std::chrono::milliseconds patience) = 0;
  /// The error is empty if all is well.
  virtual std::string acknowledge(std::int64_t frame) = 0;
};

/// The error is a sentence: nobody listens there, wrong token, another version of the protocol, ...
struct ConnectedClient {
  std::unique_ptr<Client> client{};
  std::string error{};  ///< Why there is none.
  /// It does not take this token.
  bool is_token_wrong = false;
};
ConnectedClient connect_client(const ClientOptions& options);

}  // namespace forlopp::management

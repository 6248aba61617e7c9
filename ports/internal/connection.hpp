#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ports/internal/asio_sockets.hpp"
#include "ports/internal/inflow.hpp"
#include "ports/internal/outflow.hpp"
#include "runtime/process_code.hpp"

namespace forlopp::ports {

/// How a connection began.
struct Accepting {
  runtime::Pid listener;
  Opened opened;
};
struct Connecting {
  Address to;
};

/// A connection is tried, or closed, for too long.
struct OutOfTime {
  bool closing;
};

/// The process that a connected port is.
class Connection final : public runtime::ProcessCode {
 public:
  Connection(OwnedStream socket, runtime::Pid owner, ConnectionOptions options,
             Accepting accepting);
  Connection(OwnedStream socket, runtime::Pid owner, ConnectionOptions options,
             Connecting connecting);
  ~Connection() override;

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  /// What both have in common.
  Connection(OwnedStream socket, runtime::Pid owner, ConnectionOptions options);
  enum class Phase : std::uint8_t {
    connecting,
    open,
    flushing,  ///< Closed by the owner; sends what is left.
    draining,  ///< All is sent and said to be all; waits for the other side's end.
  };
  using Context = runtime::Context;
  template <class Request>
  using Call = runtime::Call<Request>;

  template <class T>
  bool try_one(Context& context, runtime::Message& message);

  void on(Context& context, Call<Send>& call);
  void on(Context& context, Call<GiveTo>& call);
  void on(Context& context, Call<LocalAddress>& call);
  void on(Context& context, Call<PeerAddress>& call);
  void on(Context& context, Activate& wish);
  void on(Context& context, Close&);
  void on(Context& context, runtime::Exit& exit);
  void on(Context& context, Opened& opened);
  void on(Context& context, ReadDone& done);
  void on(Context& context, WriteDone& done);
  void on(Context& context, OutOfTime& out);
  void on(Context& context, SocketsGone&);

  bool is_closing() const { return phase_ == Phase::flushing || phase_ == Phase::draining; }
  void read_on(Context& context);
  void deliver(Context& context);
  void count_down(Context& context);
  void write_on(Context& context);
  void answer_askers(Context& context, SendAnswer answer);
  void close(Context& context);
  void fail(Context& context, std::string operation, std::string error);

  OwnedStream socket_;
  runtime::Pid port_{};
  runtime::Pid owner_;
  ConnectionOptions options_;
  std::optional<Accepting> accepting_{};
  std::optional<Connecting> connecting_{};
  Address local_{};
  Address peer_{};
  Phase phase_ = Phase::connecting;
  Inflow inflow_;
  Outflow outflow_;
  std::uint32_t wanted_ = 0;  ///< So many more `Received`; see `always`.
  bool tells_passive_ = false;
  bool is_reading_ = false;
  bool all_read_ = false;
  bool told_closed_ = false;
};

}  // namespace forlopp::ports

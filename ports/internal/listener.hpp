#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "ports/internal/asio_sockets.hpp"
#include "runtime/process_code.hpp"

namespace forlopp::ports {

/// The process that a listening port is.
class Listener final : public runtime::ProcessCode {
 public:
  Listener(std::shared_ptr<Reactor> reactor, runtime::Pid owner, Address address,
           ConnectionOptions options);
  ~Listener() override;

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  struct Waiting {
    runtime::Pid acceptor;
    runtime::Ref monitor;
  };

  void give(runtime::Context& context, const runtime::Call<GiveTo>& call);
  void add(runtime::Context& context, runtime::Pid acceptor);
  void forget(runtime::Ref monitor);
  void accept_on(runtime::Context& context);
  void hand_over(runtime::Context& context, AcceptDone& done);
  void end(runtime::Context& context, const std::string& operation, const std::string& error);

  std::shared_ptr<Reactor> reactor_;
  std::shared_ptr<Acceptor> acceptor_;
  runtime::Pid port_{};
  runtime::Pid owner_;
  Address address_;
  ConnectionOptions options_;
  std::deque<Waiting> waiting_{};
  bool is_accepting_ = false;
  std::deque<AcceptDone> unclaimed_{};  ///< Whoever asked for these has ended meanwhile.
};

}  // namespace forlopp::ports

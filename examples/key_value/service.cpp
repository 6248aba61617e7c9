#include "examples/key_value/service.hpp"

#include "examples/key_value/acceptor.hpp"
#include "examples/key_value/session.hpp"
#include "examples/key_value/store.hpp"

namespace key_value {
namespace {

using namespace forlopp::runtime;

ChildStart start_store(Context& self, Message&) {
  return self.start_link<Store>({.label = {"store"}, .name = Name{"store"}});
}

ChildStart start_session(Context& self, Message&) {
  return self.start_link({.label = {"session"}}, script(&session));
}

ChildStart start_sessions(Context& self, Message&) {
  return start_supervisor(
      self, {.label = {"sessions"}, .name = Name{"sessions"}},
      {.strategy = Strategy::simple_one_for_one,
       .children = {{.id = "session", .start = &start_session, .restart = Restart::temporary}}});
}

}  // namespace

SupervisorSpec service(const forlopp::ports::Address& address) {
  const auto start_acceptor = [address](Context& self, Message&) -> ChildStart {
    return self.start_link({.label = {"acceptor"}}, script(&acceptor, address));
  };
  return {.strategy = Strategy::one_for_one,
          .children = {
              {.id = "store", .start = &start_store},
              {.id = "sessions", .start = &start_sessions, .type = ChildType::supervisor},
              {.id = "acceptor", .start = start_acceptor},
          }};
}

}  // namespace key_value

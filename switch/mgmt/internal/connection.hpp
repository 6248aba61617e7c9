#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <set>
#include <string>

#include "switch/mgmt/internal/door.hpp"
#include "switch/mgmt/server.hpp"

namespace boost::asio {
class io_context;
}

namespace forlopp::management {

class Connection;

/// What all connections of a server share. Used on the server's thread, but where it says
/// otherwise.
struct House {
  std::shared_ptr<boost::asio::io_context> io;
  Door door;
  Served served;
  std::size_t clients_max;
  std::set<Connection*> connections{};
  std::list<Connection*> strangers{};    ///< Those not at `/manage`, oldest first.
  std::atomic<std::size_t> clients = 0;  ///< Those at `/manage`; any thread.
  std::uint64_t clients_ever = 0;
};

/// Somebody who has connected. Lives as long as something is going on there.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Another run is to be seen.
  virtual void greet_anew() = 0;
  /// The exchange ends: tells what there is to tell, but not for long, and says goodbye; hangs up
  /// on whoever does not answer.
  virtual void part() = 0;
  /// Ends it at once.
  virtual void hang_up() = 0;
  /// Lets go of what the server tells of. Nothing goes on any more.
  virtual void forget() = 0;
};

/// Takes over the descriptor of a connected socket.
void converse(std::shared_ptr<House> house, int descriptor);

}  // namespace forlopp::management

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "switch/mgmt/client.hpp"
#include "tests/unit/mgmt/raw_session.hpp"

namespace forlopp::test {

/// Asks, and ends the test if that cannot be answered.
management::Document answer_of(management::Client& client, management::Map request);
std::unique_ptr<management::Client> come_to(std::uint16_t port, const std::string& token = {});
/// Subscribes to every topic that the exchange has told of.
void want_everything(management::Client& client);

/// Many who look at one exchange at once, each in its own way and on its own thread, until it is
/// said that there is nothing more to see.
class ConsoleCrowd {
 public:
  /// A way to look. Says `ready` once it sees, and returns when `over`.
  struct Onlooker {
    std::uint16_t port;
    std::latch& ready;
    const std::atomic<bool>& over;
  };
  using Way = std::function<void(const Onlooker& onlooker)>;

  /// Returns when all of them see.
  ConsoleCrowd(std::uint16_t port, const std::vector<Way>& ways);
  ~ConsoleCrowd();
  /// They go home.
  void disperse();

 private:
  std::atomic<bool> over_ = false;
  std::latch ready_;
  std::vector<std::thread> threads_{};
};

/// Reads and acknowledges all that there is.
void reads_everything(const ConsoleCrowd::Onlooker& onlooker);
/// Asks for all that can be asked, again and again, and never subscribes.
void asks_for_everything(const ConsoleCrowd::Onlooker& onlooker);
/// Comes, subscribes and goes, or goes in the middle of a frame, again and again.
void comes_and_goes(const ConsoleCrowd::Onlooker& onlooker);

/// Subscribes to everything, follows all events, and then reads nothing more.
class StalledConsole {
 public:
  explicit StalledConsole(std::uint16_t port);
  /// Reads at last: how many frames had been sent to it, perhaps until it was given up.
  std::size_t frames_sent();

 private:
  RawSession session_;
};

}  // namespace forlopp::test

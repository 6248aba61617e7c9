#include "scenarios/cli/live_service.hpp"

#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "scenarios/cli/interrupt.hpp"
#include "scenarios/cli/token_file.hpp"
#include "scenarios/live/hello.hpp"
#include "scenarios/live/live_publisher.hpp"
#include "scenarios/live/run_control.hpp"
#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"
#include "switch/mgmt/server.hpp"

namespace forlopp::cli {
namespace {

using namespace std::chrono_literals;

/// Asks the run to finish when the user presses Ctrl-C.
class FinishAtInterrupt {
 public:
  explicit FinishAtInterrupt(management::RequestQueue& requests)
      : watching_{[&requests](const std::stop_token& stop) { watch(requests, stop); }} {}

 private:
  static void watch(management::RequestQueue& requests, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(100ms);
      if (!InterruptNoted::happened()) continue;
      requests.ask({.what = "finish", .client = "Ctrl-C"}, [](const management::Answer&) {});
      return;
    }
  }

  std::jthread watching_;
};

class Service final : public LiveService {
 public:
  Service(const scenario::Scenario& scenario, std::uint64_t seed, const RunArguments& arguments)
      : hello_{live::hello_of(scenario, seed)},
        publisher_{board_, log_},
        control_{requests_, log_, publisher_, live::control_options(arguments)} {}

  std::string start(const ServeArguments& arguments) {
    auto started = management::start_server(
        {.address = arguments.address,
         .port = arguments.port,
         .token = arguments.token,
         .origins = arguments.origins},
        {.board = board_, .log = log_, .requests = requests_, .hello = hello_, .metrics = [this] {
           return publisher_.metrics();
         }});
    if (!started.server) return std::move(started.error);
    server_ = std::move(started.server);
    token_file_.emplace(server_->port(), server_->token());
    address_ = fmt::format("{}:{}", arguments.address, server_->port());
    return {};
  }

  scenario::RunDriver& driver() override { return control_; }

  std::string invitation() const override {
    const auto& file = token_file_->path();
    return fmt::format("Watch it at ws://{}/manage, drive it with `forlopp ctl`. Token: {}",
                       address_, file.empty() ? server_->token() : file.string());
  }

 private:
  management::Board board_;
  management::EventLog log_;
  management::RequestQueue requests_;
  management::Map hello_;
  live::LivePublisher publisher_;
  live::RunControl control_;
  FinishAtInterrupt finish_at_interrupt_{requests_};
  std::unique_ptr<management::Server> server_{};
  std::optional<TokenFile> token_file_{};
  std::string address_{};
};

}  // namespace

runtime::Result<std::unique_ptr<LiveService>, std::string> serve_run(
    const scenario::Scenario& scenario, std::uint64_t seed, const RunArguments& arguments) {
  auto service = std::make_unique<Service>(scenario, seed, arguments);
  if (std::string error = service->start(*arguments.serve); !error.empty()) {
    return runtime::err(std::move(error));
  }
  return std::unique_ptr<LiveService>{std::move(service)};
}

}  // namespace forlopp::cli

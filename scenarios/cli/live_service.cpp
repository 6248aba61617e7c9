#include "scenarios/cli/live_service.hpp"

#include <functional>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scenarios/cli/token_file.hpp"
#include "scenarios/live/hello.hpp"
#include "scenarios/live/live_publisher.hpp"
#include "scenarios/live/run_control.hpp"
#include "switch/mgmt/board.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/host_and_port.hpp"
#include "switch/mgmt/requests.hpp"
#include "switch/mgmt/server.hpp"

namespace forlopp::cli {
namespace {

/// A run that ends by itself is judged then; one that stays may go back.
live::RunControlOptions control_options(const ServedRun& run, const RunArguments& arguments,
                                        std::function<void()> another_run) {
  using Options = live::RunControlOptions;
  return {.pace = arguments.pace,
          .opening = arguments.serve->paused ? Options::Opening::paused : Options::Opening::running,
          .ending = arguments.serve->stays ? Options::Ending::stay : Options::Ending::leave,
          .returning =
              arguments.serve->stays ? Options::Returning::allowed : Options::Returning::refused,
          .another_run = std::move(another_run),
          .judged = run.judged,
          .watcher = &run.watcher};
}

class Service final : public LiveService {
 public:
  Service(const ServedRun& run, const RunArguments& arguments)
      : run_{run},
        publisher_{board_, log_},
        control_{requests_, log_, publisher_, control_options(run, arguments, [this] {
                   server_->greet_anew(live::hello_of(run_.scenario, run_.seed));
                 })} {}

  /// Whoever waits for an answer hears that the run has ended, and only then the goodbye.
  ~Service() override { requests_.close(); }

  std::string start(const ServeArguments& arguments) {
    auto started = management::start_server({.address = arguments.address,
                                             .port = arguments.port,
                                             .token = arguments.token,
                                             .origins = arguments.origins},
                                            {.board = board_,
                                             .log = log_,
                                             .requests = requests_,
                                             .hello = live::hello_of(run_.scenario, run_.seed),
                                             .metrics = [this] { return publisher_.metrics(); }});
    if (!started.server) return std::move(started.error);
    server_ = std::move(started.server);
    token_file_.emplace(arguments.address, server_->port(), server_->token());
    address_ = management::host_and_port(arguments.address, server_->port());
    return {};
  }

  scenario::RunDriver& driver() override { return control_; }

  std::string invitation() const override {
    const auto& file = token_file_->path();
    return fmt::format("Watch it at ws://{}/manage, drive it with `forlopp ctl`. Token: {}",
                       address_, file.empty() ? server_->token() : file.string());
  }

 private:
  ServedRun run_;
  management::Board board_;
  management::EventLog log_;
  management::RequestQueue requests_;
  live::LivePublisher publisher_;
  live::RunControl control_;
  std::unique_ptr<management::Server> server_{};
  std::optional<TokenFile> token_file_{};
  std::string address_{};
};

}  // namespace

runtime::Result<std::unique_ptr<LiveService>, std::string> serve_run(
    const ServedRun& run, const RunArguments& arguments) {
  auto service = std::make_unique<Service>(run, arguments);
  if (std::string error = service->start(*arguments.serve); !error.empty()) {
    return runtime::err(std::move(error));
  }
  return std::unique_ptr<LiveService>{std::move(service)};
}

}  // namespace forlopp::cli

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/ctl_record.hpp"
#include "scenarios/cli/ctl_text.hpp"
#include "scenarios/cli/ctl_words.hpp"
#include "scenarios/cli/interrupt.hpp"
#include "scenarios/cli/refuse.hpp"
#include "scenarios/cli/token_file.hpp"
#include "scenarios/cli/topic_rows.hpp"
#include "switch/mgmt/client.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::cli {
namespace {

using namespace std::chrono_literals;
using management::Array;
using management::Client;
using management::Document;
using management::Map;
using Received = Client::Received;

constexpr std::chrono::milliseconds patience = 10s;
/// A long run is done again for it.
constexpr std::chrono::milliseconds patience_with_rewind = 10min;

void show(const Document& document, Output output, const std::string& text) {
  fmt::print("{}", output == Output::json ? management::write_json(document) + '\n' : text);
  std::fflush(stdout);
}

/// The exchange's no: in its own words.
std::optional<std::string> refusal_in(const Document& answer) {
  const Document* error = answer.find("error");
  if (error == nullptr) return std::nullopt;
  const auto* code = error->find_as<std::string>("code");
  const auto* why = error->find_as<std::string>("text");
  return fmt::format("the exchange says no ({}): {}", code == nullptr ? "?" : *code,
                     why == nullptr ? "no reason given" : *why);
}

Array columns_of(const Document& hello, const std::string& topic) {
  const Document* topics = hello.find("topics");
  const auto* columns = topics == nullptr ? nullptr : topics->find_as<Array>(topic);
  return columns == nullptr ? Array{} : *columns;
}

/// An exit code; says why, where nobody knows why it is over.
int leave(const Received& last) {
  if (InterruptNoted::happened()) return interrupted;
  refuse(last.error);
  return last.ended ? int{held} : int{refused};
}

/// The next frame, acknowledged; without a document after Ctrl-C and if there will be none.
Received next_frame(Client& client) {
  while (!InterruptNoted::happened()) {
    Received frame = client.next_frame(InterruptNoted::between_looks);
    if (!frame.error.empty()) return frame;
    const auto* number = frame.document.find_as<std::int64_t>("frame");
    if (number == nullptr) continue;
    client.acknowledge(*number);
    return frame;
  }
  return {};
}

bool has_come(const Received& frame) {
  return frame.document.find("frame") != nullptr;
}

int show_topic(Client& client, const Map& request, Output output) {
  TopicRows rows;
  for (bool is_whole = false; !is_whole;) {
    const Received frame = next_frame(client);
    if (!has_come(frame)) return std::max(leave(frame), int{refused});
    is_whole = rows.take(frame.document);
  }
  const Document asked{request};
  const auto* topic = asked.find_as<std::string>("topic");
  show(rows.whole_frame(), output,
       table_text(topic == nullptr ? Array{} : columns_of(client.hello(), *topic), rows.rows()));
  return held;
}

int watch(Client& client, Output output) {
  Received frame = next_frame(client);
  for (; has_come(frame); frame = next_frame(client)) {
    if (const Document* lost = frame.document.find("lost")) {
      show(*lost, output, fmt::format("... lost: {}\n", text(*lost)));
    }
    const auto* events = frame.document.find_as<Array>("events");
    if (events == nullptr) continue;
    for (const Document& event : *events) {
      const auto* fields = event.get_if<Array>();
      if (fields != nullptr) show(event, output, event_line(*fields));
    }
  }
  return leave(frame);
}

int ask(Client& client, const Map& request, CtlShows shows, Output output) {
  const Received answer = client.ask(request, &InterruptNoted::happened);
  if (InterruptNoted::happened()) return interrupted;
  if (!answer.error.empty()) return refuse(answer.error);
  if (const auto refusal = refusal_in(answer.document)) {
    fmt::print(stderr, "forlopp: {}\n", *refusal);
    return not_held;
  }
  if (shows == CtlShows::rows) return show_topic(client, request, output);
  if (shows == CtlShows::events) return watch(client, output);
  show(answer.document, output,
       shows == CtlShows::ladder ? ladder_text(answer.document) : answer_text(answer.document));
  return held;
}

/// With the token that is known of it. That of an exchange that was killed stays behind, and
/// another one may be there now.
management::ConnectedClient come_to(const CtlArguments& arguments) {
  management::ClientOptions options{
      .address = arguments.address,
      .port = arguments.port,
      .token = arguments.token,
      .patience = arguments.words.front() == "rewind" ? patience_with_rewind : patience};
  if (!options.token.empty()) return management::connect_client(options);
  options.token = token_kept_for(arguments.address, arguments.port).value_or("");
  auto connected = management::connect_client(options);
  if (!connected.is_token_wrong) return connected;
  fmt::print(stderr, "forlopp: the token kept here is of another exchange; as a viewer\n");
  options.token.clear();
  return management::connect_client(options);
}

}  // namespace

std::string ctl_help() {
  std::string help = "WORDS:\n";
  for (const CtlWord& word : ctl_words()) {
    help += fmt::format("  {:<8} {:<28} {}\n", word.word, word.takes, word.does);
  }
  return help;
}

int ctl(const CtlArguments& arguments) {
  auto request = request_of(arguments.words, arguments.expected);
  if (!request) return refuse(request.error());
  const auto connected = come_to(arguments);
  if (!connected.client) return refuse(connected.error);
  const InterruptNoted noted;
  const CtlShows shows = find_ctl_word(arguments.words.front())->shows;
  if (shows == CtlShows::recording) return record(*connected.client, arguments.words.at(1));
  if (shows != CtlShows::hello) return ask(*connected.client, *request, shows, arguments.output);
  const Document& hello = connected.client->hello();
  show(hello, arguments.output, hello_text(hello));
  return held;
}

}  // namespace forlopp::cli

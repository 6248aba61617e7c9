#include "scenarios/cli/ctl_record.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/interrupt.hpp"
#include "switch/mgmt/cbor.hpp"

namespace forlopp::cli {
namespace {

using namespace std::chrono_literals;
using management::Array;
using management::Bytes;
using management::Client;
using management::Document;
using management::Map;
using Received = Client::Received;

/// Whoever goes to a place in the recording must read from the last but one of them.
constexpr auto between_marks = 10s;
/// Before the recording began.
constexpr std::int64_t events_before = 2'000;

std::int64_t number_in(const Document& document, std::string_view key) {
  const auto* number = document.find_as<std::int64_t>(key);
  return number == nullptr ? 0 : *number;
}

/// The file: each item is whole before the next one begins.
class RecordingFile {
 public:
  explicit RecordingFile(const std::string& path) : file_{path, std::ios::binary} {
    file_ << management::recording_magic << std::flush;
  }
  bool good() const { return file_.good(); }
  std::uint64_t frames() const { return frames_; }

  void mark() { write(0, Document{}); }
  void add(const Document& message) {
    if (message.find("frame") != nullptr) ++frames_;
    const std::string cbor = write_cbor(message);
    write(number_in(message, "vtime"), Bytes{cbor.begin(), cbor.end()});
  }

 private:
  void write(std::int64_t vtime, Document message) {
    const auto moment = std::chrono::nanoseconds{std::chrono::steady_clock::now() - start_};
    file_ << write_cbor(Array{moment.count(), vtime, std::move(message)}) << std::flush;
  }

  std::ofstream file_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::uint64_t frames_ = 0;
};

/// Everything that there is to see comes anew. The last answer, or why there is none.
Received ask_for_all(Client& client) {
  std::vector<Map> views;
  for (const management::Topic& topic : management::topics())
    views.push_back({{"do", "subscribe"}, {"topic", topic.name}});
  views.push_back({{"do", "subscribe"}, {"topic", "processes"}, {"scope", "mailbox"}});
  Received answer;
  for (Map& view : views) {
    answer = client.ask(std::move(view), &InterruptNoted::happened);
    if (!answer.error.empty()) return answer;
  }
  return answer;
}

Received begin(Client& client, RecordingFile& file) {
  file.add(client.hello());
  file.mark();
  const Received answer = ask_for_all(client);
  if (!answer.error.empty()) return answer;
  const std::int64_t event = number_in(answer.document, "event");
  const std::int64_t after = std::max<std::int64_t>(0, event - events_before);
  return client.ask({{"do", "follow"}, {"after", after}}, &InterruptNoted::happened);
}

/// Until it is told to end, or cannot go on: then why.
Received go_on(Client& client, RecordingFile& file) {
  auto marked = std::chrono::steady_clock::now();
  while (!InterruptNoted::happened() && file.good()) {
    Received heard = client.next_frame(InterruptNoted::between_looks);
    if (!heard.error.empty()) return heard;
    const bool is_hello = heard.document.find("hello") != nullptr;
    const bool is_frame = heard.document.find("frame") != nullptr;
    if (is_hello || is_frame) file.add(heard.document);
    if (is_frame) client.acknowledge(number_in(heard.document, "frame"));
    const auto now = std::chrono::steady_clock::now();
    if (!is_hello && now - marked < between_marks) continue;
    marked = now;
    file.mark();
    if (Received answer = ask_for_all(client); !answer.error.empty()) return answer;
  }
  return {};
}

}  // namespace

int record(Client& client, const std::string& path) {
  if (std::filesystem::exists(path)) {
    fmt::print(stderr, "forlopp: {} exists; a recording is a new file\n", path);
    return refused;
  }
  RecordingFile file{path};
  Received last = file.good() ? begin(client, file) : Received{};
  if (last.error.empty() && file.good()) last = go_on(client, file);
  if (!file.good()) {
    fmt::print(stderr, "forlopp: cannot write {}: {}\n", path, std::strerror(errno));
    return refused;
  }
  const std::string why = InterruptNoted::happened() ? "" : last.error;
  fmt::print("{} frames in {}{}{}\n", file.frames(), path, why.empty() ? "" : ", until ", why);
  if (InterruptNoted::happened()) return interrupted;
  return file.frames() > 0 && (why.empty() || last.ended) ? held : refused;
}

}  // namespace forlopp::cli

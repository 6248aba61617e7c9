#include "switch/mgmt/internal/dialogue.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace forlopp::management {
namespace {

/// The words that need no run. All others go there.
struct OwnWord {
  std::string_view name;
  Answer (*answer)(Feed&, const Document&);
};
constexpr std::array<OwnWord, 4> own_words{{
    {"subscribe", [](Feed& feed, const Document& request) { return feed.subscribe(request); }},
    {"unsubscribe", [](Feed& feed, const Document& request) { return feed.unsubscribe(request); }},
    {"follow", [](Feed& feed, const Document& request) { return feed.follow(request); }},
    {"events", [](Feed& feed, const Document& request) { return feed.events(request); }},
}};

Map malformed(Document re, std::string text) {
  return answer_to(std::move(re), Refused{Refusal::malformed, std::move(text)});
}

Map arguments_of(const Document& request) {
  Map arguments = *request.get_if<Map>();
  std::erase_if(arguments,
                [](const auto& member) { return member.first == "id" || member.first == "do"; });
  return arguments;
}

}  // namespace

Heard Dialogue::hear(const Document& document) {
  if (document.get_if<Map>() == nullptr) return malformed(nullptr, "a request is a map");
  if (const Document* acknowledged = document.find("ack")) {
    const auto* frame = acknowledged->get_if<std::int64_t>();
    if (frame != nullptr && feed_.acknowledge(*frame)) return std::monostate{};
    return malformed(nullptr, "ack: this is not the number of a frame that was sent");
  }
  const auto* id = document.find_as<std::int64_t>("id");
  if (id == nullptr) return malformed(nullptr, "id: a request has a number");
  const auto* word = document.find_as<std::string>("do");
  if (word == nullptr) return malformed(*id, "do: what is to be done?");
  return ask(*id, *word, document);
}

Heard Dialogue::ask(std::int64_t id, const std::string& word, const Document& request) {
  const RequestWord* known = find_request_word(word);
  if (known == nullptr)
    return answer_to(id, Refused{Refusal::unknown, fmt::format("there is no '{:.40}'", word)});
  if (known->role > role_)
    return answer_to(id,
                     Refused{Refusal::role, fmt::format("'{}' needs the operator's token", word)});
  const auto own = std::ranges::find(own_words, word, &OwnWord::name);
  if (own != own_words.end()) return answer_to(id, own->answer(feed_, request));
  return Question{id, word, arguments_of(request)};
}

Map answer_to(Document re, Answer answer) {
  Map map{{"re", std::move(re)}};
  if (auto* done = std::get_if<Done>(&answer)) {
    map.emplace_back("ok", std::move(done->result));
    map.emplace_back("vtime", done->stamp.vtime);
    map.emplace_back("event", done->stamp.event);
  } else {
    auto& refused = std::get<Refused>(answer);
    map.emplace_back("error", Map{{"code", name(refused.why)}, {"text", std::move(refused.text)}});
  }
  return map;
}

}  // namespace forlopp::management

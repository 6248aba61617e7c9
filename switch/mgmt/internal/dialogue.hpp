#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "switch/mgmt/internal/feed.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::management {

/// What only the run can answer.
struct Question {
  std::int64_t id = 0;
  std::string what{};
  Map arguments{};
};
/// An answer that can be given at once, or a question, or nothing.
using Heard = std::variant<std::monostate, Map, Question>;

/// What is said to a document from a client: answers for itself what needs no run, sees to it that
/// the client may ask the rest.
class Dialogue {
 public:
  Dialogue(Feed& feed, Role role) : feed_{feed}, role_{role} {}

  Heard hear(const Document& document);

 private:
  Heard ask(std::int64_t id, const std::string& word, const Document& request);

  Feed& feed_;
  Role role_;
};

/// As it goes on the wire. `re` is the number of the request; null if it had none.
Map answer_to(Document re, Answer answer);

}  // namespace forlopp::management

#include "tests/conformance/fields.hpp"

#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace forlopp::conformance {
namespace {

std::optional<std::string> word_of(const boost::json::value& value) {
  if (const auto* text = value.if_string()) return std::string{*text};
  if (value.is_structured() || value.is_null()) return {};
  return boost::json::serialize(value);
}

std::optional<Phrase> words_of(const boost::json::value& value) {
  if (!value.is_array()) {
    auto word = word_of(value);
    if (!word) return {};
    return Phrase{std::move(*word)};
  }
  Phrase words;
  for (const auto& element : value.get_array()) {
    auto word = word_of(element);
    if (!word) return {};
    words.push_back(std::move(*word));
  }
  return words;
}

std::optional<Phrase> phrase_of(const boost::json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return words_of(value);
  if (object->size() != 1) return {};
  auto phrase = words_of(object->begin()->value());
  if (phrase) phrase->insert(phrase->begin(), std::string{object->begin()->key()});
  return phrase;
}

std::string inside(const std::string& where, std::string_view what) {
  return where.empty() ? std::string{what} : fmt::format("{}, {}", where, what);
}

}  // namespace

Fields::Fields(const boost::json::object& object, Complaint& complaint, std::string where)
    : object_{&object}, complaint_{&complaint}, where_{std::move(where)} {}

bool Fields::has(std::string_view key) const {
  return object_->contains(key);
}

std::string Fields::word(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) {
    complain(fmt::format("'{}' is missing", key));
    return {};
  }
  auto word = word_of(*value);
  if (!word) complain(fmt::format("'{}' is {}, not a word", key, boost::json::serialize(*value)));
  return word.value_or("");
}

std::string Fields::word_or(std::string_view key, std::string_view otherwise) const {
  return has(key) ? word(key) : std::string{otherwise};
}

std::int64_t Fields::number(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value != nullptr && value->is_int64()) return value->get_int64();
  complain(value == nullptr ? fmt::format("'{}' is missing", key)
                            : fmt::format("'{}' is {}, not a whole number", key,
                                          boost::json::serialize(*value)));
  return 0;
}

std::int64_t Fields::number_or(std::string_view key, std::int64_t otherwise) const {
  return has(key) ? number(key) : otherwise;
}

bool Fields::is_set(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) return false;
  if (value->is_bool()) return value->get_bool();
  complain(fmt::format("'{}' is {}, neither true nor false", key, boost::json::serialize(*value)));
  return false;
}

std::vector<std::string> Fields::words(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) return {};
  if (!value->is_array()) return {word(key)};
  std::vector<std::string> words;
  for (const auto& element : value->get_array()) {
    auto text = word_of(element);
    if (!text) complain(fmt::format("'{}' is not a list of words", key));
    words.push_back(text.value_or(""));
  }
  return words;
}

Phrase Fields::phrase(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) return {};
  auto phrase = phrase_of(*value);
  if (!phrase || phrase->empty()) {
    complain(fmt::format("'{}' is {}, not a phrase", key, boost::json::serialize(*value)));
    return {};
  }
  return std::move(*phrase);
}

std::vector<Phrase> Fields::phrases(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) return {};
  std::vector<Phrase> phrases;
  const auto* list = value->if_array();
  if (list == nullptr) complain(fmt::format("'{}' is not a list", key));
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    auto phrase = phrase_of((*list)[i]);
    if (!phrase || phrase->empty()) {
      complain(fmt::format("'{}' is not a list of phrases", key));
      return {};
    }
    phrases.push_back(std::move(*phrase));
  }
  return phrases;
}

std::vector<std::string> Fields::words_and_pairs(std::string_view key) const {
  if (!is_list(key)) return words(key);
  std::vector<std::string> words;
  for (const auto& element : object_->at(key).get_array()) {
    const auto* pair = element.if_object();
    if (pair == nullptr || pair->size() != 1) {
      words.push_back(word_of(element).value_or(""));
    } else {
      const auto& [name, value] = *pair->begin();
      words.push_back(
          fmt::format("{{{}:{}}}", std::string_view{name}, word_of(value).value_or("")));
    }
    if (words.back().empty()) complain(fmt::format("'{}' is not a list of words", key));
  }
  return words;
}

bool Fields::is_list(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  return value != nullptr && value->is_array();
}

std::vector<Fields> Fields::objects(std::string_view key, std::string_view what) const {
  const auto* value = object_->if_contains(key);
  if (value == nullptr) return {};
  std::vector<Fields> objects;
  if (!value->is_array()) {
    complain(fmt::format("'{}' is not a list", key));
    return {};
  }
  for (const auto& element : value->get_array()) {
    const std::string name = inside(where_, fmt::format("{} {}", what, objects.size() + 1));
    if (!element.is_object()) {
      complaint_->note(name, "not an object");
      return objects;
    }
    objects.emplace_back(element.get_object(), *complaint_, name);
  }
  return objects;
}

std::optional<Fields> Fields::object(std::string_view key) const {
  const auto* value = object_->if_contains(key);
  if (value != nullptr && value->is_object()) {
    return Fields{value->get_object(), *complaint_, inside(where_, key)};
  }
  complain(fmt::format("'{}' is {}", key, value == nullptr ? "missing" : "not an object"));
  return {};
}

}  // namespace forlopp::conformance

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

using runtime::err;
using runtime::Result;
using Words = std::vector<std::string_view>;

constexpr std::string_view target_form =
    "a target such as card 2/3, any 3 cards of shelf 2, 10 % of lines, process path_finder, "
    "supervisor of shelf 1, 1 % of numbers or any call";

struct KindName {
  TargetKind kind;
  std::string_view one;
  std::string_view many;
};

// What may be counted and drawn from.
constexpr std::array<KindName, 6> countable{{{TargetKind::line, "line", "lines"},
                                             {TargetKind::card, "card", "cards"},
                                             {TargetKind::link, "link", "links"},
                                             {TargetKind::shelf, "shelf", "shelves"},
                                             {TargetKind::number, "number", "numbers"},
                                             {TargetKind::call, "call", "calls"}}};

std::optional<TargetKind> countable_kind(std::string_view word) {
  for (const auto& name : countable)
    if (word == name.one || word == name.many) return name.kind;
  return std::nullopt;
}

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<int> positive(std::string_view word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size() || value < 1) return std::nullopt;
  return value;
}

// `2/3` has two parts.
std::optional<std::vector<int>> numbers_between_slashes(std::string_view word) {
  std::vector<int> parts;
  while (true) {
    const auto end = std::min(word.find('/'), word.size());
    const auto part = positive(word.substr(0, end));
    if (!part) return std::nullopt;
    parts.push_back(*part);
    if (end == word.size()) return parts;
    word.remove_prefix(end + 1);
  }
}

std::optional<LineAddress> address_in(TargetKind kind, std::string_view word) {
  const auto parts = numbers_between_slashes(word);
  if (!parts) return std::nullopt;
  if (kind == TargetKind::shelf && parts->size() == 1) return LineAddress{(*parts)[0], 0, 0};
  if ((kind == TargetKind::card || kind == TargetKind::link) && parts->size() == 2)
    return LineAddress{(*parts)[0], (*parts)[1], 0};
  if (kind != TargetKind::line) return std::nullopt;
  if (parts->size() == 1) return LineAddress{0, 0, (*parts)[0]};
  if (parts->size() == 3) return LineAddress{(*parts)[0], (*parts)[1], (*parts)[2]};
  return std::nullopt;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.size() <= 30 &&
         word.find_first_not_of("0123456789*#") == std::string_view::npos;
}

// `card 2/3`, `line 57`, `number 210017`, `process path_finder`.
std::optional<Target> one_of(TargetKind kind, std::string_view word) {
  Target target{.kind = kind};
  if (kind == TargetKind::number) {
    if (!is_number(word)) return std::nullopt;
    target.digits = word;
    return target;
  }
  const auto address = address_in(kind, word);
  if (!address) return std::nullopt;
  target.address = *address;
  return target;
}

// What stands after the choice: `lines`, `cards of shelf 2`.
bool take_kind(Target& target, Words words) {
  if (words.empty()) return false;
  const auto kind = countable_kind(words.front());
  if (!kind) return false;
  target.kind = *kind;
  if (words.size() == 1) return true;
  const bool in_shelf =
      *kind == TargetKind::line || *kind == TargetKind::card || *kind == TargetKind::link;
  const auto shelf = words.size() == 4 ? positive(words[3]) : std::nullopt;
  if (!in_shelf || !shelf || words[1] != "of" || words[2] != "shelf") return false;
  target.address.shelf = *shelf;
  return true;
}

std::optional<Target> drawn(Words words) {
  Target target{.choice = Choice::some};
  words.erase(words.begin());
  if (!words.empty()) {
    if (const auto count = positive(words.front())) {
      target.count = *count;
      words.erase(words.begin());
    }
  }
  if (!take_kind(target, std::move(words))) return std::nullopt;
  return target;
}

std::optional<Target> every(Words words) {
  Target target{.choice = Choice::all};
  words.erase(words.begin());
  if (!take_kind(target, std::move(words))) return std::nullopt;
  return target;
}

std::optional<Target> share_of(Words words) {
  const auto of = std::ranges::find(words, "of");
  if (of == words.end()) return std::nullopt;
  std::string amount;
  for (auto word = words.begin(); word != of; ++word) amount += *word;
  const auto share = parse_share(amount);
  if (!share || *share < 0.0 || *share > 1.0) return std::nullopt;
  Target target{.choice = Choice::share, .share = *share};
  if (!take_kind(target, Words(of + 1, words.end()))) return std::nullopt;
  return target;
}

// `of card 2/3`, `of any shelf`, `of trunk_group north`.
std::optional<Target> owner_of(TargetKind kind, const Words& words) {
  if (words.size() != 4) return std::nullopt;
  if (kind == TargetKind::process && words[2] == "trunk_group")
    return Target{.kind = kind, .name = "trunk_group", .member = std::string{words[3]}};
  const auto part = kind == TargetKind::process ? TargetKind::card : TargetKind::shelf;
  if (words[2] == "any" && words[3] == text(part))
    return Target{.kind = kind, .choice = Choice::some, .name = std::string{text(part)}};
  const auto address = address_in(part, words[3]);
  if (!address || words[2] != text(part)) return std::nullopt;
  return Target{.kind = kind, .address = *address, .name = std::string{text(part)}};
}

Result<Target, std::string> victim(TargetKind kind, const Words& words) {
  if (words.size() == 4 && words[1] == "of") {
    if (const auto target = owner_of(kind, words)) return *target;
    return err(std::string{target_form});
  }
  const auto is_it = [&](const Victim& known) {
    return known.kind == kind && words.size() == 2 && known.name == words[1] &&
           known.name != "card" && known.name != "shelf" && known.name != "trunk_group";
  };
  if (std::ranges::any_of(victims(), is_it))
    return Target{.kind = kind, .name = std::string{words[1]}};
  std::string names = kind == TargetKind::process ? "of card 2/3" : "of shelf 2";
  for (const auto& known : victims())
    if (known.kind == kind && known.name != "card" && known.name != "shelf")
      names += fmt::format(", {}", known.name);
  return err(fmt::format("one of these after {}: {}", text(kind), names));
}

std::string where(const Target& target) {
  return target.address.shelf > 0 ? fmt::format(" of shelf {}", target.address.shelf) : "";
}

std::string_view plural(TargetKind kind) {
  return std::ranges::find(countable, kind, &KindName::kind)->many;
}

std::string text_of_victim(const Target& target) {
  const std::string of = fmt::format("{} of ", text(target.kind));
  if (target.choice == Choice::some) return fmt::format("{}any {}", of, target.name);
  if (target.name == "card")
    return fmt::format("{}card {}/{}", of, target.address.shelf, target.address.card);
  if (target.name == "shelf") return fmt::format("{}shelf {}", of, target.address.shelf);
  if (target.name == "trunk_group") return fmt::format("{}trunk_group {}", of, target.member);
  return fmt::format("{} {}", text(target.kind), target.name);
}

std::string text_of_one(const Target& target) {
  const auto& at = target.address;
  switch (target.kind) {
    case TargetKind::number: return fmt::format("number {}", target.digits);
    case TargetKind::shelf: return fmt::format("shelf {}", at.shelf);
    case TargetKind::card:
    case TargetKind::link: return fmt::format("{} {}/{}", text(target.kind), at.shelf, at.card);
    case TargetKind::line:
      if (at.shelf == 0) return fmt::format("line {}", at.line);
      return fmt::format("line {}/{}/{}", at.shelf, at.card, at.line);
    case TargetKind::call:
    case TargetKind::process:
    case TargetKind::supervisor: break;
  }
  return std::string{text(target.kind)};
}

}  // namespace

Result<Target, std::string> parse_target(std::string_view text) {
  const Words words = words_of(text);
  const auto unknown = [] { return err(std::string{target_form}); };
  if (words.size() < 2) return unknown();
  if (words[0] == "process") return victim(TargetKind::process, words);
  if (words[0] == "supervisor") return victim(TargetKind::supervisor, words);
  std::optional<Target> target;
  if (words[0] == "any") {
    target = drawn(words);
  } else if (words[0] == "all") {
    target = every(words);
  } else if (words[0].front() >= '0' && words[0].front() <= '9') {
    target = share_of(words);
  } else if (const auto kind = countable_kind(words[0]); kind && words.size() == 2) {
    target = one_of(*kind, words[1]);
  }
  if (!target) return unknown();
  return *target;
}

std::string text(const Target& target) {
  if (!target.name.empty()) return text_of_victim(target);
  switch (target.choice) {
    case Choice::one: return text_of_one(target);
    case Choice::some:
      if (target.count == 1) return fmt::format("any {}{}", text(target.kind), where(target));
      return fmt::format("any {} {}{}", target.count, plural(target.kind), where(target));
    case Choice::share:
      return fmt::format("{} of {}{}", text(Quantity{target.share, Unit::share}),
                         plural(target.kind), where(target));
    case Choice::all: return fmt::format("all {}{}", plural(target.kind), where(target));
  }
  return {};
}

}  // namespace forlopp::scenario

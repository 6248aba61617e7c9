#include "scenarios/cli/ctl_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenarios/cli/whole_text.hpp"

namespace forlopp::cli {
namespace {

using management::Document;
using management::Map;

/// How a word is said on the wire, and the names of what stands after it.
struct Spelling {
  CtlWord shown;
  std::string_view on_wire;
  std::array<std::string_view, 2> arguments{};
};

using enum CtlShows;
constexpr std::array spellings{
    Spelling{{"show", rows, "TOPIC [SCOPE]", "print a table of the exchange's state"},
             "subscribe",
             {"topic", "scope"}},
    Spelling{{"watch", events, "[CLASS]... [after=NUMBER]",
              "print events as they happen, until Ctrl-C or the end"},
             "follow"},
    Spelling{{"record", recording, "FILE", "write all that it says into a new file, until Ctrl-C"},
             "record",
             {"file"}},
    Spelling{{"hello", hello, "", "print what runs, and the faults that there are"}, "hello"},
    Spelling{{"events", answer, "[NAME=VALUE]...",
              "print events that were: after, most, classes=CLASS,..."},
             "events"},
    Spelling{{"inspect", answer, "PROCESS", "print what is known of a process: its pid or name"},
             "inspect",
             {"process"}},
    Spelling{{"ladder", ladder, "CALL | process=PROCESS",
              "print what goes between processes, and why if it is traced"},
             "ladder",
             {"call"}},
    Spelling{{"trace", answer, "CALL | NAME=VALUE",
              "record all about a call, process or supervisor from now on"},
             "trace",
             {"call"}},
    Spelling{{"untrace", answer, "CALL | NAME=VALUE", "no longer"}, "untrace", {"call"}},
    Spelling{{"message", answer, "STEP", "print one step of what was traced, with its body"},
             "message",
             {"step"}},
    Spelling{{"dry_run", answer, "KIND TARGET [NAME=VALUE]...", "say what a fault would hit"},
             "dry_run",
             {"fault", "target"}},
    Spelling{{"inject", answer, "KIND TARGET [NAME=VALUE]...", "let a fault strike"},
             "inject",
             {"fault", "target"}},
    Spelling{{"take_back", answer, "FAULT", "take back one fault, by its name in `show faults`"},
             "take_back",
             {"name"}},
    Spelling{{"halt", answer, "", "take back every fault, and let none come"}, "halt"},
    Spelling{{"pause", answer, "", "let virtual time stand"}, "pause"},
    Spelling{{"run", answer, "[PACE]", "let it run: virtual seconds per second, 0 for all speed"},
             "run",
             {"pace"}},
    Spelling{{"step", answer, "[KIND] [COUNT]", "one event, message, supervision, focus or tick"},
             "step",
             {"kind", "count"}},
    Spelling{{"until", answer, "NAME=VALUE",
              "run until vtime, event, level, alarm or metric, then pause"},
             "until"},
    Spelling{{"rewind", answer, "NAME=VALUE",
              "go back to vtime, event or at_step, or back=STEPS; fresh=true: to the start"},
             "rewind"},
    Spelling{{"block", answer, "OBJECT", "take a circuit out of service"}, "block", {"object"}},
    Spelling{{"unblock", answer, "OBJECT", "put it back"}, "unblock", {"object"}},
    Spelling{{"finish", answer, "", "end the run, which is judged; again: end the exchange"},
             "finish"},
};

const Spelling* find_spelling(std::string_view word) {
  const auto found = std::ranges::find_if(
      spellings, [&](const Spelling& each) { return each.shown.word == word; });
  return found == spellings.end() ? nullptr : &*found;
}

/// What these are called may look like a number.
constexpr std::array<std::string_view, 9> names{
    "fault", "file", "name", "object", "process", "scope", "supervisor", "target", "topic"};
constexpr std::string_view list = "classes";

Document list_of(std::string_view text) {
  management::Array items;
  for (std::size_t end = 0; end != text.npos; text.remove_prefix(end == text.npos ? 0 : end + 1)) {
    end = text.find(',');
    items.emplace_back(text.substr(0, end));
  }
  return items;
}

Document value_of(std::string_view key, std::string_view text) {
  if (key == list) return list_of(text);
  if (std::ranges::find(names, key) != names.end()) return text;
  if (text == "true" || text == "false") return text == "true";
  if (const auto whole = number_in<std::int64_t>(text)) return *whole;
  if (const auto real = number_in<double>(text)) return *real;
  return text;
}

std::string usage(const CtlWord& word) {
  return fmt::format("usage: forlopp ctl {}{}{}", word.word, word.takes.empty() ? "" : " ",
                     word.takes);
}

/// Arguments of a request, one word after the other.
class Arguments {
 public:
  explicit Arguments(const Spelling& spelling)
      : spelling_{spelling}, request_{{"do", spelling.on_wire}} {}

  /// False: there is no place for it.
  bool take(std::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals != std::string_view::npos && equals > 0) {
      const std::string_view key = word.substr(0, equals);
      request_.emplace_back(std::string{key}, value_of(key, word.substr(equals + 1)));
      return true;
    }
    if (next_ == spelling_.arguments.size() || spelling_.arguments[next_].empty()) return false;
    const std::string_view key = spelling_.arguments[next_++];
    request_.emplace_back(std::string{key}, value_of(key, word));
    return true;
  }
  Map request() && { return std::move(request_); }

 private:
  const Spelling& spelling_;
  std::size_t next_ = 0;
  Map request_;
};

/// Any number of classes, and arguments with their names among them.
Map follow(const Spelling& spelling, const std::vector<std::string>& words) {
  Arguments arguments{spelling};
  management::Array classes;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!arguments.take(words[i])) classes.emplace_back(words[i]);
  }
  Map request = std::move(arguments).request();
  if (!classes.empty()) request.emplace_back(std::string{list}, std::move(classes));
  return request;
}

}  // namespace

std::span<const CtlWord> ctl_words() {
  static const auto words = [] {
    std::array<CtlWord, spellings.size()> shown;
    std::ranges::transform(spellings, shown.begin(), &Spelling::shown);
    return shown;
  }();
  return words;
}

const CtlWord* find_ctl_word(std::string_view word) {
  const Spelling* spelling = find_spelling(word);
  return spelling == nullptr ? nullptr : &spelling->shown;
}

runtime::Result<Map, std::string> request_of(const std::vector<std::string>& words) {
  const std::string word = words.empty() ? "" : words.front();
  const Spelling* spelling = find_spelling(word);
  if (spelling == nullptr) {
    return runtime::err(
        fmt::format("ctl knows no word '{}'; `forlopp ctl --help` lists them", word));
  }
  if (spelling->on_wire == "follow") return follow(*spelling, words);
  Arguments arguments{*spelling};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!arguments.take(words[i])) {
      return runtime::err(
          fmt::format("'{}' is one too many; {}", words[i], usage(spelling->shown)));
    }
  }
  if (spelling->shown.shows == recording && words.size() < 2) {
    return runtime::err(usage(spelling->shown));
  }
  return std::move(arguments).request();
}

runtime::Result<Map, std::string> request_of(const std::vector<std::string>& words,
                                             const std::vector<std::string>& expected) {
  auto request = request_of(words);
  if (!request || expected.empty()) return request;
  const std::string& word = words.front();
  if (word != "inject" && word != "dry_run") {
    return runtime::err(fmt::format("--expect goes with inject and dry_run, not with {}", word));
  }
  management::Array lines;
  for (const std::string& each : expected) lines.emplace_back(each);
  request->emplace_back("expect", std::move(lines));
  return request;
}

}  // namespace forlopp::cli

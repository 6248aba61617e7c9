#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::cli {

/// What is to be printed once the exchange has said yes.
enum class CtlShows : std::uint8_t { answer, hello, rows, events, recording, ladder };

/// A word of `forlopp ctl`, and what may follow it.
struct CtlWord {
  std::string_view word;
  CtlShows shows;
  std::string_view takes;  ///< As in a usage line: `KIND TARGET [NAME=VALUE]...`.
  std::string_view does;
};
/// In the order in which help shows them.
std::span<const CtlWord> ctl_words();
/// Null if there is none.
const CtlWord* find_ctl_word(std::string_view word);

/// What is to be asked of the exchange: `do` and its arguments. The words are `inject`,
/// `card_pulled`, `card 1/2`, `reinserted_after=3 s`: those without `=` go to the arguments that
/// the word takes, in their order. The error is a sentence.
runtime::Result<management::Map, std::string> request_of(const std::vector<std::string>& words);
/// The same with what is expected of the fault; an error where the words make none.
runtime::Result<management::Map, std::string> request_of(const std::vector<std::string>& words,
                                                         const std::vector<std::string>& expected);

}  // namespace forlopp::cli

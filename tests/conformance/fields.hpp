#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boost::json {
class object;
}

namespace forlopp::conformance {

/// The first thing that is wrong with a scenario, and where.
struct Complaint {
  std::string text{};

  explicit operator bool() const { return !text.empty(); }
  void note(const std::string& where, const std::string& what) {
    if (text.empty()) text = where.empty() ? what : where + ": " + what;
  }
};

/// A verb and what it applies to: `stop`, `["stop", "why"]` and `{"stop": ["why"]}` are phrases.
using Phrase = std::vector<std::string>;

/// Reads the members of one object in a scenario's file. What is missing or of the wrong kind is
/// noted as a complaint; the answer then is empty, and reading goes on. Members that nobody asks
/// for do not matter.
class Fields {
 public:
  /// `object` and `complaint` must outlive it.
  Fields(const boost::json::object& object, Complaint& complaint, std::string where);

  bool has(std::string_view key) const;
  /// Text; numbers, true and false as their text.
  std::string word(std::string_view key) const;
  std::string word_or(std::string_view key, std::string_view otherwise) const;
  std::int64_t number(std::string_view key) const;
  std::int64_t number_or(std::string_view key, std::int64_t otherwise) const;
  /// Absent: no.
  bool is_set(std::string_view key) const;
  /// A list of words; a single word is a list of one, absent an empty one.
  std::vector<std::string> words(std::string_view key) const;
  /// The same, where an object of one member stands for a word too: `{heir:b}`.
  std::vector<std::string> words_and_pairs(std::string_view key) const;
  bool is_list(std::string_view key) const;
  /// Absent: empty.
  Phrase phrase(std::string_view key) const;
  std::vector<Phrase> phrases(std::string_view key) const;
  /// A list of objects; absent: empty. They are called `<what> 1`, ... in complaints.
  std::vector<Fields> objects(std::string_view key, std::string_view what) const;
  /// An object that must be there.
  std::optional<Fields> object(std::string_view key) const;

  /// Where in the file this is, e.g. `step 3 (burst), op 1`.
  const std::string& where() const { return where_; }
  void complain(const std::string& what) const { complaint_->note(where_, what); }

 private:
  const boost::json::object* object_;
  Complaint* complaint_;
  std::string where_;
};

}  // namespace forlopp::conformance

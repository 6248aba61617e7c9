#include <charconv>
#include <limits>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

#include "switch/mgmt/internal/assembly.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::management {
namespace {

namespace json = boost::json;
using json::error_code;
using std::string_view;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// What the parser tells, piece by piece.
struct JsonParts {
  // The parser's own limits; ours are the assembly's.
  static constexpr std::size_t max_array_size = no_limit;
  static constexpr std::size_t max_object_size = no_limit;
  static constexpr std::size_t max_string_size = no_limit;
  static constexpr std::size_t max_key_size = no_limit;

  explicit JsonParts(std::size_t depth) : assembly{depth} {}

  static bool on_document_begin(error_code&) { return true; }
  static bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code& error) { return taken(assembly.begin_array(), error); }
  bool on_array_end(std::size_t, error_code& error) { return taken(assembly.end(), error); }
  bool on_object_begin(error_code& error) { return taken(assembly.begin_map(), error); }
  bool on_object_end(std::size_t, error_code& error) { return taken(assembly.end(), error); }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    pieces.append(part);
    return true;
  }
  bool on_string(string_view part, std::size_t, error_code& error) {
    pieces.append(part);
    return taken(assembly.text(std::exchange(pieces, {})), error);
  }
  bool on_key_part(string_view part, std::size_t size, error_code& error) {
    return on_string_part(part, size, error);
  }
  bool on_key(string_view part, std::size_t size, error_code& error) {
    return on_string(part, size, error);
  }
  bool on_number_part(string_view part, error_code&) {
    pieces.append(part);
    return true;
  }
  bool on_int64(std::int64_t value, string_view, error_code& error) {
    pieces.clear();
    return taken(assembly.value(value), error);
  }
  bool on_uint64(std::uint64_t, string_view, error_code& error) { return too_large(error); }
  bool on_double(double about, string_view last, error_code& error) {
    const std::string digits = std::exchange(pieces, {}).append(last);
    if (digits.find_first_of(".eE") == digits.npos) return too_large(error);
    // The parser's own value is not the nearest one.
    double value = about;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return taken(assembly.value(value), error);
  }
  bool on_bool(bool value, error_code& error) { return taken(assembly.value(value), error); }
  bool on_null(error_code& error) { return taken(assembly.value(nullptr), error); }
  static bool on_comment_part(string_view, error_code&) { return true; }
  static bool on_comment(string_view, error_code&) { return true; }

  bool too_large(error_code& error) {
    return taken(assembly.refuse("an integer does not fit into 64 bits with a sign"), error);
  }
  static bool taken(bool was_taken, error_code& error) {
    if (!was_taken) error = make_error_code(json::error::syntax);
    return was_taken;
  }

  Assembly assembly;
  std::string pieces{};
};

json::parse_options options_for(const ReadingLimits& limits) {
  json::parse_options options;
  options.max_depth = limits.depth + 1;  // The assembly says it in words.
  return options;
}

Reading refused(string_view why, std::size_t at) {
  return {{}, fmt::format("not a document: {} (at byte {})", why, at)};
}

}  // namespace

Reading read_json(string_view text, const ReadingLimits& limits) {
  if (text.size() > limits.bytes)
    return refused(fmt::format("it is longer than {} bytes", limits.bytes), limits.bytes);
  json::basic_parser<JsonParts> parser{options_for(limits), limits.depth};
  error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  Assembly& assembly = parser.handler().assembly;
  if (error) {
    const std::string& ours = assembly.error();
    return refused(ours.empty() ? error.message() : ours, used);
  }
  if (used < text.size()) return refused("there is more after its end", used);
  return {assembly.take(), {}};
}

}  // namespace forlopp::management

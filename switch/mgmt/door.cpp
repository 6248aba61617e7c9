#include "switch/mgmt/internal/door.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace forlopp::management {
namespace {

using std::string_view;

constexpr unsigned found = 200, bad_request = 400, wrong_token = 401, forbidden = 403,
                   not_found = 404;
constexpr string_view what_there_is =
    "There are: /manage (WebSocket, subprotocols forlopp.json and forlopp.cbor), /metrics, "
    "/healthz.\n";

/// Takes as long for each wrong token of the right length.
bool is_same(string_view one, string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
  return difference == 0;
}

/// The part before the separator; what follows it stays.
string_view cut(string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

string_view trimmed(string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_same_word(string_view one, string_view other) {
  return std::ranges::equal(one, other, [](char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
  });
}

/// `%41` is A.
std::string unescaped(string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char code = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
      result += static_cast<char>(code);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::optional<std::string> token_in(string_view query) {
  while (!query.empty()) {
    string_view value = cut(query, '&');
    if (cut(value, '=') == "token") return unescaped(value);
  }
  return std::nullopt;
}

std::optional<std::string> token_of(const Knock& knock, string_view query) {
  string_view token = trimmed(knock.authorization);
  if (token.empty()) return token_in(query);
  if (!is_same_word(cut(token, ' '), "bearer")) return std::string{};
  return std::string{trimmed(token)};
}

/// Whoever gives a foreign name our address is still not us: so an address, or `localhost`.
bool is_plain_address(string_view host) {
  if (host.starts_with('[')) return true;
  const string_view name = host.substr(0, host.find(':'));
  return name == "localhost" ||
         (!name.empty() && name.find_first_not_of("0123456789.") == name.npos);
}

/// The client's first choice that there is; JSON for whoever has none; none if there is no choice.
std::optional<Form> form_of(string_view subprotocols) {
  if (trimmed(subprotocols).empty()) return Form::json;
  while (!subprotocols.empty())
    if (const auto form = find_form(trimmed(cut(subprotocols, ',')))) return form;
  return std::nullopt;
}

}  // namespace

Door::Door(std::string token, std::vector<std::string> origins,
           std::function<std::string()> metrics)
    : token_{std::move(token)}, origins_{std::move(origins)}, metrics_{std::move(metrics)} {}

std::variant<Page, Entry> Door::open(const Knock& knock) const {
  string_view query = knock.target;
  const string_view path = cut(query, '?');
  if (knock.method != "GET") return Page{not_found, std::string{what_there_is}};
  if (path != manage_path) return page(path);
  if (knock.wish == Knock::Wish::web_socket) return let_in(knock, query);
  return Page{bad_request, "/manage speaks WebSocket.\n"};
}

Page Door::page(string_view path) const {
  if (path == "/healthz") return {found, "ok\n"};
  if (path == "/metrics")
    return {found, metrics_ ? metrics_() : std::string{}, "text/plain; version=0.0.4"};
  return {not_found, std::string{what_there_is}};
}

std::variant<Page, Entry> Door::let_in(const Knock& knock, string_view query) const {
  if (knock.origin && !is_welcome(*knock.origin, knock.host))
    return Page{forbidden, fmt::format("Pages of {} may not connect.\n", *knock.origin)};
  const std::optional<std::string> token = token_of(knock, query);
  if (token && (token_.empty() || !is_same(*token, token_)))
    return Page{wrong_token, "This is not the token that the exchange printed when it started.\n"};
  const std::optional<Form> form = form_of(knock.subprotocols);
  if (!form) return Page{bad_request, "The subprotocols are forlopp.json and forlopp.cbor.\n"};
  return Entry{token ? Role::operator_ : Role::viewer, *form, !trimmed(knock.subprotocols).empty()};
}

bool Door::is_welcome(string_view origin, string_view host) const {
  if (std::ranges::find(origins_, origin) != origins_.end()) return true;
  const std::size_t scheme_end = origin.find("://");
  return scheme_end != origin.npos && origin.substr(scheme_end + 3) == host &&
         is_plain_address(host);
}

}  // namespace forlopp::management

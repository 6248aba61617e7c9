#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "switch/mgmt/internal/form.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// What a request of HTTP says; a field that is not there is empty.
struct Knock {
  std::string_view method;
  std::string_view target;
  std::string_view host;
  std::optional<std::string_view> origin{};
  std::string_view authorization;
  std::string_view subprotocols;
  enum class Wish : std::uint8_t { page, web_socket } wish = Wish::page;
};

/// An answer of HTTP, after which the connection closes.
struct Page {
  unsigned status = 200;
  std::string text{};
  std::string type = "text/plain; charset=utf-8";
};
/// May come in.
struct Entry {
  Role role{};
  Form form{};
  bool form_was_asked_for = false;
};

/// Decides who may come in as what, and answers those who want a page only.
class Door {
 public:
  /// No token: nobody becomes an operator.
  Door(std::string token, std::vector<std::string> origins, std::function<std::string()> metrics);

  std::variant<Page, Entry> open(const Knock& knock) const;

 private:
  Page page(std::string_view path) const;
  std::variant<Page, Entry> let_in(const Knock& knock, std::string_view query) const;
  bool is_welcome(std::string_view origin, std::string_view host) const;

  std::string token_;
  std::vector<std::string> origins_;
  std::function<std::string()> metrics_;
};

}  // namespace forlopp::management

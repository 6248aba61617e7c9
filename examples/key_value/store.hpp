#pragma once

#include <map>
#include <optional>
#include <string>

#include "runtime/gen_server.hpp"

namespace key_value {

namespace runtime = forlopp::runtime;

struct Put {
  std::string key;
  std::string value;
};
struct Get {
  std::string key;
};
using Found = std::optional<std::string>;

/// Keeps what it is told.
class Store : public runtime::GenServer<Store> {
 public:
  using Calls = runtime::Messages<Put, Get>;

  bool handle_call(runtime::Context&, Put& put, const runtime::From&) {
    return rows_.insert_or_assign(put.key, put.value).second;
  }
  Found handle_call(runtime::Context&, Get& get, const runtime::From&) {
    const auto row = rows_.find(get.key);
    return row == rows_.end() ? Found{} : row->second;
  }

 private:
  std::map<std::string, std::string> rows_{};
};

}  // namespace key_value

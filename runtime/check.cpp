#include "runtime/check.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace forlopp::runtime {

void fail_check(std::string_view what, std::source_location where) {
  throw CheckFailed{
      fmt::format("check failed at {}:{}: {}", where.file_name(), where.line(), what)};
}

void fail_runtime_check(std::string_view what, std::source_location where) {
  fmt::print(stderr, "forlopp: the runtime found itself broken at {}:{}: {}\n", where.file_name(),
             where.line(), what);
  std::fflush(stderr);
  std::abort();
}

}  // namespace forlopp::runtime

#pragma once

#include <version>

// g++ 12 has std::expected in C++23 mode only; Debian's libexpected-dev serves C++20.
#if defined(__cpp_lib_expected)
#include <expected>
#else
#include <tl/expected.hpp>
#endif

namespace forlopp::runtime {

#if defined(__cpp_lib_expected)
/// A value, or the reason why there is none. For failures that the caller is expected to handle.
template <class T, class E>
using Result = std::expected<T, E>;

/// The failing side of a `Result`.
template <class E>
constexpr auto err(E error) {
  return std::unexpected<E>{std::move(error)};
}
#else
/// A value, or the reason why there is none. For failures that the caller is expected to handle.
template <class T, class E>
using Result = tl::expected<T, E>;

/// The failing side of a `Result`.
template <class E>
constexpr auto err(E error) {
  return tl::unexpected<E>{std::move(error)};
}
#endif

}  // namespace forlopp::runtime

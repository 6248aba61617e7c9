#pragma once

namespace forlopp::test {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool memory_traps_reach_the_program = false;
/// The thread sanitizer keeps signals back until the program calls something.
inline constexpr bool signals_interrupt_computing = false;
#else
inline constexpr bool memory_traps_reach_the_program = true;
inline constexpr bool signals_interrupt_computing = true;
#endif
inline constexpr const char* memory_traps_reason =
    "the thread sanitizer looks at each address first, inside its own library";

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace forlopp::test

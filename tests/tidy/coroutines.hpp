#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// What g++ 12 translates wrongly around `co_await` (docs/pitfalls):
///  - a temporary that it would destroy twice: a braced object, or a capturing lambda, in the same
///    statement. Every braced temporary counts, also of types that the compiler treats well, but
///    for a few that own nothing;
///  - `co_await` in a condition that declares nothing.
/// And what no compiler can get right: `co_await` in a lambda that captures.
Findings miscompiled_awaits(const SourceFile& file);

}  // namespace forlopp::tidy

#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Statements that hold both `co_await` and a temporary that g++ 12 would destroy twice: a braced
/// object, or a capturing lambda (docs/pitfalls/aggregate_temporary_in_co_await.md). Errs on the
/// safe side: every braced temporary counts, also of types that the compiler treats well.
Findings temporaries_beside_co_await(const SourceFile& file);

}  // namespace forlopp::tidy

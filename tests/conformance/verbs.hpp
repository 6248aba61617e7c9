#pragma once

#include <functional>
#include <map>
#include <string>

namespace forlopp::conformance {

/// The operations of a kind, and what is read of each besides its verb.
template <class Op>
using Verbs = std::map<std::string, void (*)(Op&), std::less<>>;

/// Reads the rest of an operation whose verb is known, or complains of the verb.
template <class Op>
void read_by_verb(const Verbs<Op>& verbs, Op& op) {
  const auto verb = verbs.find(op.verb);
  if (verb != verbs.end()) return verb->second(op);
  op.fields.complain("unknown op '" + op.verb + "'");
}

}  // namespace forlopp::conformance

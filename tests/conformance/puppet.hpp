#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/script.hpp"
#include "runtime/table.hpp"
#include "tests/conformance/process_steps.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// A message of the scenario: a term.
struct Mail {
  std::string term;
};

/// What the processes of a scenario share: the names of references, and where answers go.
/// Thread-safe.
class Troupe {
 public:
  explicit Troupe(Stage& stage) : stage_{stage} {}

  Stage& stage() { return stage_; }

  struct KnownRef {
    runtime::Ref ref{};
    runtime::Pid owner{};
  };
  void name_ref(const std::string& name, KnownRef ref);
  KnownRef ref(const std::string& name) const;
  std::string name_of(runtime::Ref ref) const;
  /// What the scenario calls a table; one without a name of its own is found by that alone.
  void name_table(const std::string& name, runtime::TableId table, bool has_own_name);
  std::optional<runtime::TableId> table(const std::string& name) const;
  std::string name_of(runtime::TableId table) const;
  /// A message as a term; nothing for what does not belong to the scenario.
  std::optional<std::string> term_of(const runtime::Message& message) const;

  /// A command is done, and this is what there is to say.
  void answer(const Command& command, const std::string& process, std::vector<std::string> lines);
  bool is_answered() const;
  void expect_answer();
  /// It will not answer any more.
  void give_up();

 private:
  Stage& stage_;
  mutable std::mutex mutex_{};
  bool answered_ = true;
  std::map<std::string, KnownRef> refs_{};
  std::map<runtime::Ref, std::string> ref_names_{};
  std::map<std::string, runtime::TableId> nameless_tables_{};
  std::map<std::uint64_t, std::string> table_names_{};
};

/// A process of the scenario: carries out one command after the other.
runtime::Task<> puppet(runtime::Context self, Troupe* troupe, std::string name);

}  // namespace forlopp::conformance

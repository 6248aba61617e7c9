#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "runtime/result.hpp"
#include "tests/conformance/fields.hpp"

namespace forlopp::conformance {

/// A scenario as it lies in its file: what all kinds have in common, and the rest for the kind.
class Scenario {
 public:
  /// The error says which file, and what is wrong with it.
  static runtime::Result<Scenario, std::string> read(const std::filesystem::path& file);
  static runtime::Result<Scenario, std::string> parse(const std::string& file,
                                                      const std::string& text);
  Scenario(Scenario&&) noexcept;
  ~Scenario();

  const std::string& file() const { return file_; }
  std::string kind() const { return fields().word_or("kind", ""); }
  /// It contains real delays, so only a virtual clock can run it for certain.
  bool is_timed() const { return fields().is_set("timing"); }
  /// The lines that are expected; none if it does not say.
  std::vector<std::string> trace() const { return fields().words("trace"); }
  Fields fields() const;
  std::vector<Fields> steps() const { return fields().objects("ops", "step"); }

  /// What was found wrong while it was read.
  const Complaint& complaint() const;

 private:
  struct Document;
  Scenario(std::string file, std::unique_ptr<Document> document);

  std::string file_;
  std::unique_ptr<Document> document_;
};

}  // namespace forlopp::conformance

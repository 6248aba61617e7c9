#include "tests/conformance/scenario.hpp"

#include <fstream>
#include <sstream>
#include <utility>

#include <boost/json.hpp>

namespace forlopp::conformance {

using runtime::err;
using runtime::Result;

struct Scenario::Document {
  boost::json::object members{};
  Complaint complaint{};
};

Scenario::Scenario(std::string file, std::unique_ptr<Document> document)
    : file_{std::move(file)}, document_{std::move(document)} {}
Scenario::Scenario(Scenario&&) noexcept = default;
Scenario::~Scenario() = default;

Result<Scenario, std::string> Scenario::read(const std::filesystem::path& file) {
  const std::ifstream in{file};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return err(file.string() + ": cannot be read");
  return parse(file.string(), text.str());
}

Result<Scenario, std::string> Scenario::parse(const std::string& file, const std::string& text) {
  boost::system::error_code fault;
  boost::json::value value = boost::json::parse(text, fault);
  if (fault) return err(file + ": not JSON: " + fault.message());
  if (!value.is_object()) return err(file + ": not a JSON object");
  auto document = std::make_unique<Document>();
  document->members = std::move(value.get_object());
  Scenario scenario{file, std::move(document)};
  scenario.fields().word("kind");
  if (!scenario.fields().has("ops")) scenario.fields().complain("'ops' is missing");
  if (scenario.complaint()) return err(file + ": " + scenario.complaint().text);
  return scenario;
}

Fields Scenario::fields() const {
  return {document_->members, document_->complaint, ""};
}

const Complaint& Scenario::complaint() const {
  return document_->complaint;
}

}  // namespace forlopp::conformance

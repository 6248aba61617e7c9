#include "switch/mgmt/internal/form.hpp"

#include "switch/mgmt/cbor.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::management {

std::string_view subprotocol(Form form) {
  return form == Form::json ? subprotocol_json : subprotocol_cbor;
}

std::optional<Form> find_form(std::string_view subprotocol) {
  if (subprotocol == subprotocol_json) return Form::json;
  if (subprotocol == subprotocol_cbor) return Form::cbor;
  return std::nullopt;
}

std::string write(Form form, const Document& document) {
  return form == Form::json ? write_json(document) : write_cbor(document);
}

Reading read(Form form, std::string_view data, const ReadingLimits& limits) {
  return form == Form::json ? read_json(data, limits) : read_cbor(data, limits);
}

}  // namespace forlopp::management

#include "runtime/shared_bytes.hpp"

#include <utility>

#include <fmt/format.h>

#include "runtime/check.hpp"
#include "runtime/heap.hpp"

namespace forlopp::runtime {

template <class Source>
std::shared_ptr<const Source> SharedBytes::kept(Source source) {
  source = copied_out(std::move(source));
  const Outside outside;
  return std::make_shared<const Source>(std::move(source));
}

SharedBytes::SharedBytes(std::string text) {
  const auto whole = kept(std::move(text));
  bytes_ = std::as_bytes(std::span{*whole});
  whole_ = whole;
}

SharedBytes::SharedBytes(std::vector<std::byte> bytes) {
  const auto whole = kept(std::move(bytes));
  bytes_ = std::span{*whole};
  whole_ = whole;
}

std::string_view SharedBytes::text() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

SharedBytes SharedBytes::slice(std::size_t from, std::size_t length) const {
  check(from <= size() && length <= size() - from, "a slice of shared bytes lies outside of them");
  return {whole_, bytes_.subspan(from, length)};
}

SharedBytes SharedBytes::slice(std::size_t from) const {
  check(from <= size(), "a slice of shared bytes lies outside of them");
  return {whole_, bytes_.subspan(from)};
}

std::string describe(const SharedBytes& bytes) {
  return fmt::format("{} bytes", bytes.size());
}

}  // namespace forlopp::runtime

#include "scenarios/engine/report_markup.hpp"

#include <cstddef>
#include <ranges>
#include <utility>

#include <fmt/format.h>

#include "runtime/check.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t rows_max = 200;

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
  }
  return {};
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) {
    const auto replaced = entity(c);
    replaced.empty() ? result += c : result += replaced;
  }
  return result;
}

std::string element(std::string_view name, std::string_view css_class, std::string_view content) {
  if (css_class.empty()) return fmt::format("<{0}>{1}</{0}>", name, content);
  return fmt::format("<{0} class=\"{1}\">{2}</{0}>", name, css_class, content);
}

HtmlCell::HtmlCell(std::string cell_text, std::string cell_class)
    : text{std::move(cell_text)}, css_class{std::move(cell_class)} {}

void HtmlTable::add(std::vector<HtmlCell> row) {
  runtime::check(row.size() == columns_.size(), "a row with another number of cells than columns");
  rows_.push_back(std::move(row));
}

std::string HtmlTable::markup() const {
  const auto cells = [this](std::string_view tag, const auto& row) {
    std::string result;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto& given = row[i].css_class;
      const auto css_class = given.empty() || given == columns_[i].css_class
                                 ? columns_[i].css_class
                                 : columns_[i].css_class + " " + given;
      result += element(tag, css_class, escaped(row[i].text));
    }
    return element("tr", "", result) + "\n";
  };
  std::string body;
  for (const auto& row : rows_ | std::views::take(rows_max)) body += cells("td", row);
  auto result = "<table>\n<thead>" + cells("th", columns_) + "</thead>\n<tbody>" + body +
                "</tbody>\n</table>\n";
  if (rows_.size() > rows_max) {
    result += element("p", "note", fmt::format("and {} more", rows_.size() - rows_max));
  }
  return element("div", "wide", result);
}

}  // namespace forlopp::scenario

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace forlopp::scenario {

/// Printable text as content or as an attribute's value: it cannot become markup.
std::string escaped(std::string_view text);

/// `<name class="css_class">content</name>`; `content` is markup.
std::string element(std::string_view name, std::string_view css_class, std::string_view content);

/// A cell of a table; its text is escaped.
struct HtmlCell {
  std::string text;
  std::string css_class;

  HtmlCell(std::string cell_text, std::string cell_class = {});
  HtmlCell(const char* cell_text) : HtmlCell{std::string{cell_text}} {}
};

/// A table whose first row are headings, in markup. Of very many rows the first 200 are shown.
class HtmlTable {
 public:
  /// `n` as class is for numbers: to the right, unbroken.
  explicit HtmlTable(std::initializer_list<HtmlCell> columns) : columns_{columns} {}

  void add(std::vector<HtmlCell> row);
  std::string markup() const;

 private:
  std::vector<HtmlCell> columns_;
  std::vector<std::vector<HtmlCell>> rows_;
};

}  // namespace forlopp::scenario

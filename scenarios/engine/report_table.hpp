#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace forlopp::scenario {

/// Whether a terminal is given colours; the caller knows whether it is one.
enum class Colour : std::uint8_t { none, ansi };

enum class Tone : std::uint8_t { plain, heading, faint, good, bad };

/// Text in a tone; without colours, the text.
std::string painted(const std::string& text, Tone tone, Colour colour);

enum class Align : std::uint8_t { left, right };

struct TextCell {
  std::string text;
  Tone tone = Tone::plain;

  TextCell(std::string cell_text, Tone cell_tone = Tone::plain);
  TextCell(const char* cell_text) : TextCell{std::string{cell_text}} {}
};

/// Text in columns, two blanks apart. Cells are made printable and cut to 60 columns.
class TextTable {
 public:
  struct Column {
    std::string heading;
    Align align = Align::left;
  };

  TextTable(std::initializer_list<Column> columns) : columns_{columns} {}
  /// A cell for each column, or a check fails.
  void add(std::vector<TextCell> row);
  bool empty() const { return rows_.empty(); }
  /// Lines that end in a line feed, indented by two; the headings first, unless all are empty.
  std::string text(Colour colour) const;

 private:
  std::vector<std::size_t> widths() const;

  std::vector<Column> columns_;
  std::vector<std::vector<TextCell>> rows_;
};

}  // namespace forlopp::scenario

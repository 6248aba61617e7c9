#include "scenarios/engine/report_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "runtime/check.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t columns_max = 80;
constexpr std::array<std::string_view, 5> escapes{"", "\x1b[1m", "\x1b[2m", "\x1b[32m",
                                                  "\x1b[1;31m"};

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::ranges::replace(text, '\t', ' ');
  return text;
}

std::string padded(const TextCell& cell, std::size_t width, Align align, Colour colour) {
  const std::string blanks(width - columns_of(cell.text), ' ');
  const auto shown = painted(cell.text, cell.tone, colour);
  return align == Align::left ? shown + blanks : blanks + shown;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

}  // namespace

std::string painted(const std::string& text, Tone tone, Colour colour) {
  if (colour == Colour::none || tone == Tone::plain || text.empty()) return text;
  return std::string{escapes[static_cast<std::size_t>(tone)]} + text + "\x1b[0m";
}

TextCell::TextCell(std::string cell_text, Tone cell_tone)
    : text{shortened(one_line(printable(cell_text)), columns_max)}, tone{cell_tone} {}

void TextTable::add(std::vector<TextCell> row) {
  runtime::check(row.size() == columns_.size(), "a row with another number of cells than columns");
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto width = columns_of(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, columns_of(row[i].text));
    result.push_back(width);
  }
  return result;
}

std::string TextTable::text(Colour colour) const {
  const auto width = widths();
  const auto line = [&](const auto& cell_at) {
    std::string result;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      result += "  " + padded(cell_at(i), width[i], columns_[i].align, colour);
    }
    return without_trailing_blanks(std::move(result));
  };
  std::string result;
  if (std::ranges::any_of(columns_, [](const auto& c) { return !c.heading.empty(); })) {
    result += line([&](std::size_t i) { return TextCell{columns_[i].heading, Tone::faint}; });
  }
  for (const auto& row : rows_) {
    result += line([&](std::size_t i) { return row[i]; });
  }
  return result;
}

}  // namespace forlopp::scenario

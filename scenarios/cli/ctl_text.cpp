#include "scenarios/cli/ctl_text.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace forlopp::cli {
namespace {

using management::Array;
using management::Bytes;
using management::Document;
using management::Map;

std::string joined(const Array& items) {
  std::string all;
  for (const Document& item : items) all += (all.empty() ? "" : ", ") + text(item);
  return all;
}

std::string joined(const Map& members) {
  std::string all;
  for (const auto& [key, value] : members) {
    all += fmt::format("{}{}={}", all.empty() ? "" : " ", key, text(value));
  }
  return all;
}

std::string clock(std::int64_t vtime) {
  const std::int64_t milliseconds = vtime / 1'000'000;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", milliseconds / 3'600'000,
                     milliseconds / 60'000 % 60, milliseconds / 1'000 % 60, milliseconds % 1'000);
}

std::string text_of(const Document& map, std::string_view key) {
  const Document* found = map.find(key);
  return found == nullptr ? std::string{} : text(*found);
}

std::vector<std::string> cells_of(const Array& row) {
  std::vector<std::string> cells;
  for (const Document& cell : row) cells.push_back(text(cell));
  return cells;
}

/// Where the columns of a step stand in a ladder's row.
enum Column : std::size_t { vtime, from, to, type, id, cause, kind, columns };

/// `00:00:01.234  #17 because of #12  message OffHook: card 1/1 -> o_half 1`; empty for a step of
/// a black box, which has no number.
std::string step_line(const Array& row) {
  if (row.size() < columns || row[id].get_if<std::int64_t>() == nullptr) return {};
  const auto* when = row[vtime].get_if<std::int64_t>();
  const std::string number = fmt::format("#{}", text(row[id]));
  const bool has_cause = row[cause].get_if<std::int64_t>() != nullptr;
  const std::string because = has_cause ? fmt::format("because of #{}", text(row[cause])) : "";
  return fmt::format("{}  {:<9} {:<21} {} {}: {} -> {}\n", when == nullptr ? "" : clock(*when),
                     number, because, text(row[kind]), text(row[type]), text(row[from]),
                     text(row[to]));
}

/// A list of things that have parts: a line for each.
std::string member_text(const std::string& key, const Document& value) {
  const auto* items = value.get_if<Array>();
  const bool is_list =
      items != nullptr && !items->empty() &&
      (items->front().get_if<Array>() != nullptr || items->front().get_if<Map>() != nullptr);
  if (!is_list) return fmt::format("{}: {}\n", key, text(value));
  std::string lines = key + ":\n";
  for (const Document& item : *items) lines += "  " + text(item) + '\n';
  return lines;
}

}  // namespace

std::string text(const Document& document) {
  if (const auto* word = document.get_if<std::string>()) return *word;
  if (const auto* number = document.get_if<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto* real = document.get_if<double>()) return fmt::format("{:.6g}", *real);
  if (const auto* truth = document.get_if<bool>()) return *truth ? "yes" : "no";
  if (const auto* bytes = document.get_if<Bytes>()) return fmt::format("{} bytes", bytes->size());
  if (const auto* items = document.get_if<Array>()) return joined(*items);
  if (const auto* members = document.get_if<Map>()) return joined(*members);
  return "-";
}

std::string event_line(const Array& event) {
  constexpr std::size_t parts = 4;
  if (event.size() < parts) return text(Document{event}) + '\n';
  const auto* vtime = event[1].get_if<std::int64_t>();
  return fmt::format("{}  #{:<8}  {:<12} {}\n", vtime == nullptr ? "" : clock(*vtime),
                     text(event[0]), text(event[2]), text(event[3]));
}

std::string table_text(const Array& columns, const Array& rows) {
  std::vector<std::vector<std::string>> lines{{"key"}};
  for (const Document& column : columns) lines.front().push_back(text(column));
  for (const Document& row : rows) {
    if (const auto* cells = row.get_if<Array>()) lines.push_back(cells_of(*cells));
  }
  std::vector<std::size_t> widths(lines.front().size());
  for (auto& line : lines) {
    line.resize(widths.size());
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], line[i].size());
    }
  }
  std::string table;
  for (const auto& line : lines) {
    std::string written;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      written += fmt::format("{:<{}}  ", line[i], widths[i]);
    }
    written.erase(written.find_last_not_of(' ') + 1);
    table += written + '\n';
  }
  return table;
}

std::string answer_text(const Document& answer) {
  std::string lines;
  if (const auto* result = answer.find_as<Map>("ok")) {
    for (const auto& [key, value] : *result) lines += member_text(key, value);
  }
  const auto* vtime = answer.find_as<std::int64_t>("vtime");
  if (vtime != nullptr) {
    lines += fmt::format("at {}, event {}\n", clock(*vtime), text_of(answer, "event"));
  }
  return lines;
}

std::string ladder_text(const Document& answer) {
  const Document* ladder = answer.find("ok");
  if (ladder == nullptr) return answer_text(answer);
  std::string all = text_of(*ladder, "text");
  const auto* steps = ladder->find_as<Array>("steps");
  std::string lines;
  for (const Document& step : steps == nullptr ? Array{} : *steps) {
    if (const auto* row = step.get_if<Array>()) lines += step_line(*row);
  }
  if (!lines.empty()) all += '\n' + lines;
  all += fmt::format("\nfrom: {}", text_of(*ladder, "source"));
  for (const char* count : {"forgotten", "left_out"}) {
    const auto* number = ladder->find_as<std::int64_t>(count);
    if (number != nullptr && *number > 0) all += fmt::format(", {}: {}", count, *number);
  }
  return all + '\n';
}

std::string hello_text(const Document& hello) {
  std::string all =
      fmt::format("{}, {}, seed {}, as {}\n", text_of(hello, "program"), text_of(hello, "scenario"),
                  text_of(hello, "seed"), text_of(hello, "role"));
  const auto* faults = hello.find_as<Array>("faults");
  if (faults == nullptr) return all;
  all += "\nFaults:\n";
  for (const Document& fault : *faults) {
    all += fmt::format("  {:<28} {} ({})\n", text_of(fault, "kind"), text_of(fault, "does"),
                       text_of(fault, "targets"));
  }
  return all;
}

}  // namespace forlopp::cli

#include "callmodel/bcsm_drawing.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace forlopp::callmodel {

namespace {

std::string label(Dp dp) {
  if (dp == Dp::none) return "";
  return fmt::format("DP{} {}", static_cast<unsigned>(dp), name(dp));
}

}  // namespace

std::string_view name(BcsmEvent event) {
  switch (event) {
    case BcsmEvent::attempt: return "attempt";
    case BcsmEvent::authorized: return "authorized";
    case BcsmEvent::denied: return "denied";
    case BcsmEvent::information_collected: return "information collected";
    case BcsmEvent::collection_failed: return "collection failed";
    case BcsmEvent::analysed: return "analysed";
    case BcsmEvent::invalid_information: return "invalid information";
    case BcsmEvent::route_selected: return "route selected";
    case BcsmEvent::route_failed: return "route failed";
    case BcsmEvent::facility_selected: return "facility selected";
    case BcsmEvent::facility_failed: return "facility failed";
    case BcsmEvent::busy: return "busy";
    case BcsmEvent::presentation_lost: return "presentation lost";
    case BcsmEvent::call_accepted: return "call accepted";
    case BcsmEvent::no_answer: return "no answer";
    case BcsmEvent::answered: return "answered";
    case BcsmEvent::suspended: return "suspended";
    case BcsmEvent::re_answered: return "re-answered";
    case BcsmEvent::mid_call: return "mid-call";
    case BcsmEvent::abandoned: return "abandoned";
    case BcsmEvent::disconnected: return "disconnected";
    case BcsmEvent::released: return "released";
    case BcsmEvent::exception: return "exception";
    case BcsmEvent::cleared: return "cleared";
  }
  return "?";
}

std::string as_text(const Bcsm& bcsm) {
  std::string text = fmt::format("{:<30}{:<23}{:<34}{}\n", "from", "on", "detection point", "to");
  for (const Transition& row : bcsm.rows()) {
    text += fmt::format("{:<30}{:<23}{:<34}{}\n", name(row.from), name(row.on), label(row.dp),
                        name(row.to));
  }
  return text;
}

std::string as_graphviz(const Bcsm& bcsm, std::string_view title) {
  std::string text = fmt::format("digraph {} {{\n  node [shape=box, style=rounded];\n", title);
  for (const Transition& row : bcsm.rows()) {
    const std::string point = label(row.dp);
    text += fmt::format("  {} -> {} [label=\"{}{}{}\"];\n", name(row.from), name(row.to),
                        name(row.on), point.empty() ? "" : "\\n", point);
  }
  return text + "}\n";
}

}  // namespace forlopp::callmodel

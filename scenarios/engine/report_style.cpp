#include "scenarios/engine/report_style.hpp"

namespace forlopp::scenario {

std::string_view report_style() {
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2128; --soft: #5b6572; --rule: #d5dae0; --panel: #f5f7f9;
  --good: #1a7f4b; --bad: #c62f2f; --c1: #1f6fb4; --c2: #2a9d6f; --c3: #8457b8; --c4: #d07a12;
  --c5: #0d8a99; --c6: #a8497f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e3e7ec; --soft: #98a3b0; --rule: #343c46; --panel: #1c2229;
    --good: #4fbf83; --bad: #ef6a6a; --c1: #5aa9ec; --c2: #53c79a; --c3: #b18be0; --c4: #e9a548;
    --c5: #4fc3d1; --c6: #dd83b5;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1060px; padding: 28px 24px 60px; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 25px; line-height: 1.25; margin: 2px 0 8px; font-weight: 650; }
h2 { font-size: 18px; margin: 40px 0 10px; padding-bottom: 4px; border-bottom: 1px solid var(--rule); }
h3 { font-size: 15px; margin: 22px 0 6px; }
p { margin: 6px 0; max-width: 75ch; }
.kind { color: var(--soft); font-size: 13px; letter-spacing: .04em; }
.note { color: var(--soft); font-size: 13px; }
.verdict { display: flex; gap: 14px; align-items: baseline; margin: 16px 0; padding: 10px 14px;
  border-left: 4px solid var(--good); background: var(--panel); }
.verdict.failed { border-color: var(--bad); }
.verdict strong { color: var(--good); letter-spacing: .05em; }
.verdict.failed strong { color: var(--bad); }
.verdict.interrupted { border-color: var(--rule); }
.verdict.interrupted strong { color: inherit; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 1px;
  background: var(--rule); border: 1px solid var(--rule); margin: 18px 0; }
.tile { background: var(--paper); padding: 10px 14px; }
.tile b { display: block; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
.tile span { color: var(--soft); font-size: 13px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 14px; margin: 8px 0; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: 13px; vertical-align: bottom; }
th, td { padding: 4px 18px 4px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
.n { text-align: right; white-space: nowrap; }
td.good, b.good { color: var(--good); }
td.bad, b.bad { color: var(--bad); font-weight: 600; }
td.code, code { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { font: 12.5px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--panel);
  padding: 10px 14px; overflow-x: auto; margin: 6px 0; }
details { border-bottom: 1px solid var(--rule); padding: 6px 0; }
summary { cursor: pointer; }
summary code { color: var(--soft); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 14px 28px;
  align-items: start; }
svg { display: block; width: 100%; height: auto; margin: 8px 0; overflow: visible; }
svg text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
svg text.end { text-anchor: end; }
svg text.middle { text-anchor: middle; }
svg text.faint { fill: var(--soft); }
svg text.small { font-size: 11px; fill: var(--soft); }
svg text.strong { font-weight: 600; fill: var(--ink); }
svg text.number { fill: var(--paper); font-size: 10px; font-weight: 700; }
.c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); } .c4 { --c: var(--c4); }
.c5 { --c: var(--c5); } .c6 { --c: var(--c6); } .good { --c: var(--good); } .bad { --c: var(--bad); }
.faint { --c: var(--soft); }
svg .fill { fill: var(--c); }
svg .wash { fill: var(--c); opacity: .16; }
svg .stroke { fill: none; stroke: var(--c); stroke-width: 1.5; stroke-linejoin: round; }
svg .thick { stroke: var(--c); stroke-width: 2.5; }
svg .axis { stroke: var(--soft); }
svg .grid { stroke: var(--rule); }
svg .curve { fill: none; stroke: var(--soft); stroke-width: 1.2; }
svg .theory { fill: none; stroke: var(--c4); stroke-width: 2; }
svg .mark { stroke: var(--ink); stroke-width: 1; }
svg .target { stroke: var(--c4); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg .shade { fill: var(--soft); opacity: .09; }
svg .outage { fill: var(--bad); opacity: .13; }
svg .fault { stroke: var(--bad); stroke-dasharray: 3 3; }
footer { margin-top: 44px; color: var(--soft); font-size: 13px; }
@media print { body { max-width: none; padding: 0; } h2, svg, tr { break-inside: avoid; } }
)css";
}

}  // namespace forlopp::scenario

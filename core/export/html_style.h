// How the shape log's page looks: light or dark as the reader's system, light on paper.
#pragma once

#include <string_view>

namespace layerwise {

// How many hues .d0, .d1, … there are for layer sizes.
inline constexpr int kDimensionHues = 6;

inline constexpr std::string_view kHtmlStyle = R"(:root {
  color-scheme: light dark;
  --ground: #ffffff; --card: #f3f5f8; --line: #d5dae1; --text: #1a1f26; --muted: #5b6472;
  --forward: #1f6fc4; --loss: #8a6500; --backward: #8a3fc0; --update: #1b7f45;
  --d0: #0b6aa8; --d1: #a34700; --d2: #11775b; --d3: #a0286f; --d4: #5b4fc0; --d5: #6b6a00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1116; --card: #141a21; --line: #29313c; --text: #e6e9ef; --muted: #8d97a6;
    --forward: #57a9ff; --loss: #e7c15a; --backward: #d18cff; --update: #5fd38d;
    --d0: #6cc3ff; --d1: #ffab70; --d2: #5fd3b2; --d3: #ff92c8; --d4: #b3a8ff; --d5: #d6d165;
  }
}
* { box-sizing: border-box; }
body {
  margin: 2rem auto; padding: 0 1.5rem; max-width: 110rem;
  background: var(--ground); color: var(--text);
  font: 14px/1.45 Inter, "Helvetica Neue", Arial, sans-serif;
}
h1 { margin: 0 0 .5rem; font-size: 1.5rem; font-weight: 600; }
.network, .facts { margin: .5rem 0; }
.facts { color: var(--muted); }
.facts b { color: var(--text); font-weight: 500; }
.badge {
  display: inline-block; padding: .1rem .55rem; border: 1px solid var(--line);
  border-radius: .4rem; background: var(--card);
}
.table { overflow-x: auto; margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid var(--line); color: var(--muted); font-weight: 500; }
td { border-bottom: 1px solid var(--line); }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.n, .tensor, .equation { font-family: "JetBrains Mono", Menlo, Consolas, monospace; }
td.n, .tensor, .equation { font-size: .92em; }
.tensor { display: inline-block; white-space: nowrap; margin-right: .6em; }
.tensor b { font-weight: 600; }
.shape { color: var(--muted); }
i { font-style: normal; font-weight: 600; }
.d0 { color: var(--d0); } .d1 { color: var(--d1); } .d2 { color: var(--d2); }
.d3 { color: var(--d3); } .d4 { color: var(--d4); } .d5 { color: var(--d5); }
.phase { font-weight: 600; }
td:first-child { border-left: 4px solid transparent; }
.forward td:first-child { border-left-color: var(--forward); }
.loss td:first-child { border-left-color: var(--loss); }
.backward td:first-child { border-left-color: var(--backward); }
.update td:first-child { border-left-color: var(--update); }
.forward .phase { color: var(--forward); } .loss .phase { color: var(--loss); }
.backward .phase { color: var(--backward); } .update .phase { color: var(--update); }
@page { size: landscape; margin: 10mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 7.5pt; line-height: 1.3; }
  h1 { font-size: 13pt; }
  .table { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; page-break-inside: avoid; }
  th, td { padding: 1.2pt 2.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

}  // namespace layerwise

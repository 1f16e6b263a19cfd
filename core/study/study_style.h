// How study pages and worksheets look: made for paper first.
#pragma once

#include <string_view>

namespace layerwise {

inline constexpr std::string_view kStudyStyle = R"(:root { color-scheme: light; }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body {
  margin: 2rem auto; padding: 0 1.5rem; max-width: 64rem; background: #fff; color: #1a1f26;
  font: 14px/1.45 Inter, "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif;
}
h1 { margin: 0; font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; }
.goal, .facts { color: #5b6472; margin: .2rem 0 1rem; }
table { width: 100%; border-collapse: collapse; }
.rows { table-layout: fixed; }
th { text-align: left; color: #5b6472; font-weight: 600; border-bottom: 2px solid #d5dae1; }
th, td { padding: .45rem .6rem; vertical-align: top; }
td { border-bottom: 1px solid #d5dae1; overflow-wrap: anywhere; }
tr, .card, .blank-step, li { break-inside: avoid; page-break-inside: avoid; }
thead { display: table-header-group; }
.f { font-family: STIXGeneral, "STIX Two Math", "Times New Roman", serif; font-size: 1.15em; }
.f sub, .f sup { line-height: 0; font-size: .7em; }
.q { display: inline-block; vertical-align: middle; text-align: center; font-size: .85em; }
.q span { display: block; padding: 0 .2em; } .q span + span { border-top: 1px solid #1a1f26; }
.m, .heat text { font-family: "JetBrains Mono", Menlo, Consolas, monospace; font-size: .86em; }
.heat { display: block; margin: .2rem 0; max-width: 100%; }
.heat rect { stroke: #d5dae1; stroke-width: .5; }
.heat text { font-size: 10px; text-anchor: middle; fill: #1a1f26; }
.muted { color: #5b6472; } .asked { margin-top: .4rem; font-weight: 600; }
.checks { list-style: none; padding: 0; } .checks li { padding: .1rem 0; }
.box { display: inline-block; width: 1em; height: 1em; margin-right: .5em; line-height: 1em;
  border: 1px solid #5b6472; text-align: center; font-size: .9em; }
.card td:first-child { width: 8rem; color: #5b6472; }
.sheet { width: auto; margin: .3rem 0; }
.sheet td { border: 1px solid #d5dae1; text-align: right; min-width: 4.2em; }
.sheet td.blank { color: #5b6472; text-align: left; background: #f6f7f9; }
.answers { break-before: page; page-break-before: always; }
.answers ol { columns: 3; }
@page { margin: 14mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; } }
)";

}  // namespace layerwise

import { CHART_STYLE, COLOURS } from './chart-style';

/** What index.html looks like: light and dark, on paper and on a phone. No fonts or images from elsewhere. */
export const STYLE = `
${COLOURS}
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; }
a { color: var(--bar); }
h1, h2, h3, p, summary, .caption { overflow-wrap: anywhere; }
button { font: inherit; color: var(--bar); background: none; border: 1px solid var(--line); border-radius: 4px; cursor: pointer; }
summary { cursor: pointer; margin: .6rem 0; }
summary small { display: inline; }
nav ol { columns: 14rem; column-gap: 2rem; margin: .3rem 0; }
.answer { font-size: 1.15rem; margin: .6rem 0; padding: .6rem .9rem; border-left: 5px solid var(--soft); }
.answer.yes { border-color: var(--bad); } .answer.no { border-color: var(--good); }
.claim { margin: .5rem 0; padding: .1rem .9rem; border-left: 3px solid var(--soft); }
.claim p { margin: .2rem 0; } .claim p + p, details.claim p { color: var(--soft); font-size: .9rem; } .claim summary { margin: .2rem 0; }
.claim.yes { border-color: var(--good); } .claim.no { border-color: var(--bad); }
.claim.yes b { color: var(--good); } .claim.no b, .fail b { color: var(--bad); }
.caption { margin: .9rem 0 .2rem; color: var(--soft); }
table { border-collapse: collapse; }
th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; font-weight: normal; border-bottom: 1px solid var(--line); }
.right { text-align: right; } td.right { white-space: nowrap; font-variant-numeric: tabular-nums; } td.right.long { white-space: normal; }
thead th { color: var(--soft); }
.scroll { overflow-x: auto; }
.figures, .sessions { width: 100%; }
.figures thead th, .sessions thead th { white-space: nowrap; text-align: right; }
.figures thead th:first-child, .sessions thead th:first-child { text-align: left; }
.sortable tbody th { min-width: 6rem; } .sortable.sessions tbody th { min-width: 12rem; } .sortable.figures tbody th { min-width: 16rem; }
th button { color: inherit; border: 0; padding: 0; text-align: inherit; }
th[aria-sort=ascending] button::after { content: " ↑"; }
th[aria-sort=descending] button::after { content: " ↓"; }
.facts th { color: var(--soft); white-space: nowrap; }
.bars { width: 100%; table-layout: fixed; }
.bars th { width: 45%; overflow-wrap: anywhere; }
.bars td.right { width: 7rem; }
.bar svg { display: block; width: 100%; height: .8rem; margin-top: .3rem; fill: var(--bar); }
.plot { display: block; width: 100%; min-width: 44rem; font-size: 11px; fill: var(--soft); }
.plot path { fill: none; stroke: var(--line); }
.plot polyline { fill: none; stroke: var(--bar); stroke-width: 1.2; }
.plot circle { fill: none; stroke: var(--ink); stroke-width: .6; }
.plot .band rect { fill: var(--line); opacity: .6; }
figure { margin: .6rem 0 1.2rem; overflow-x: auto; }
figcaption { color: var(--soft); }
${CHART_STYLE}
.commands { columns: 22rem; color: var(--soft); font-size: .85rem; }
.error td, p.error { color: var(--bad); }
.many { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(34rem, 100%), 1fr)); gap: 0 1.5rem; }
.many figure { min-width: 0; }
small { display: block; color: var(--soft); overflow-wrap: anywhere; }
small.mark { color: var(--bad); }
dt { font-weight: bold; } dd { margin: 0 0 .5rem 1.2rem; }
.seed { color: var(--soft); }
td, li { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; padding: .4rem .6rem; border-left: 3px solid var(--line); }
@media print {
  :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --bar: #444; --bad: #000; --good: #000; }
  :root { --t0: #2f6fab; --t1: #b8570c; --t2: #2a7f4f; --t3: #8a4fa3; --t4: #b03052; --t5: #6b6411; }
  html { font-size: 11px; } body { font-size: 8.5pt; } .plot .band rect { opacity: .3; } main { max-width: none; padding: 0; } .scroll { overflow: visible; }
  tr { break-inside: avoid; } h2, h3, .caption { break-after: avoid; } figure, .claim { break-inside: avoid; } nav, #save { display: none; }
  details::details-content { content-visibility: visible; } .plot { min-width: 0; }
  th, td { padding: .1rem .3rem; } .figures, .sessions, .sortable { font-size: 7pt; } td.right, .figures thead th { white-space: normal; overflow-wrap: normal; }
  .sortable tbody th, .sortable.sessions tbody th { min-width: 0; } .sortable.figures tbody th { min-width: 9rem; }
  .chart { min-width: 0; break-inside: avoid; print-color-adjust: exact; }
  .bar svg, .bars { print-color-adjust: exact; }
}
`;

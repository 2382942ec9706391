/** Colours of the page and of its drawings; light and dark. */
export const COLOURS = `
:root { --ink: #1d2329; --soft: #5b6570; --line: #d6dbe0; --paper: #fff; --bar: #2f6fab; --bad: #b3261e; --good: #1e7a3c; }
:root { --t0: #2f6fab; --t1: #b8570c; --t2: #2a7f4f; --t3: #8a4fa3; --t4: #b03052; --t5: #6b6411; }
@media (prefers-color-scheme: dark) {
  :root { --t0: #6aa9e0; --t1: #f0a35e; --t2: #6fcf97; --t3: #c79be0; --t4: #ff8fa3; --t5: #cfc76a; }
  :root { --ink: #e4e8ec; --soft: #9aa5b0; --line: #39424b; --paper: #14181c; --bar: #6aa9e0; --bad: #ff8a80; --good: #7fd49a; }
}
`;

/** What the drawings of src/report/chart/ look like, in the page and in files of their own. */
export const CHART_STYLE = `
.chart { display: block; width: 100%; min-width: 34rem; max-width: 50rem; font-size: 12px; fill: var(--ink); color: var(--ink); }
.chart .tone0 { color: var(--t0); } .chart .tone1 { color: var(--t1); } .chart .tone2 { color: var(--t2); }
.chart .tone3 { color: var(--t3); } .chart .tone4 { color: var(--t4); } .chart .tone5 { color: var(--t5); } .chart .tone6 { color: var(--bad); }
.chart .grid, .chart .axis { fill: none; stroke: var(--line); } .chart .axis { stroke: var(--soft); }
.chart .solid, .chart .dashed { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; }
.chart .dashed { stroke-dasharray: 6 4; }
.chart .dot { fill: currentColor; } .chart .area { fill: currentColor; opacity: .2; }
.chart .bar rect { fill: var(--bar); }
.chart .mark rect { fill: var(--line); opacity: .6; } .chart .mark path { fill: none; stroke: var(--soft); stroke-dasharray: 2 3; }
`;

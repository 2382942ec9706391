import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The time series on top of their SVG, which stays for paper and where there is no JavaScript: uPlot draws all the points, a
 * drag zooms, a double click shows all again. Library and style are written into the page.
 */
export function zoom(): { readonly style: string; readonly script: string } {
  const dist = dirname(require.resolve('uplot/dist/uPlot.iife.min.js'));
  const read = (name: string) => readFileSync(join(dist, name), 'utf8');
  // Its comment names an address, and the page is to hold none; the licence stays with it, as it asks.
  const library = read('uPlot.iife.min.js').replace(/^\/\*!.*?\*\//s, '');
  const licence = readFileSync(join(dist, '..', 'LICENSE'), 'utf8').trim();
  return {
    style: `${read('uPlot.min.css')}${ZOOM_STYLE}`,
    script: `/*! uPlot. ${licence} */\n${library}\n${ZOOM_SCRIPT}`,
  };
}

const ZOOM_STYLE = `
.zoom { display: none; }
@media screen {
  .zoomed .zoom { display: block; } .zoomed .still { display: none; }
  .zoom p { margin: .2rem 0; min-height: 1.45em; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
  .u-legend { font-size: .8rem; text-align: left; } .u-legend th, .u-legend td { border: 0; padding: 0 .3rem; }
}
`;

const ZOOM_SCRIPT = `
const drawings = [...document.querySelectorAll('figure.timeline')];
const small = { size: 54, font: '11px system-ui, sans-serif' };
const drawn = [];

function panel(place, timeline, column, unit, label, told, key) {
  const own = timeline.points.map((point) => point[0] / 1000);
  const theirs = timeline.pidusage.map((point) => point[0] / 1000);
  const data = uPlot.join([
    [own, timeline.points.map((point) => point[column] / unit)],
    [theirs, timeline.pidusage.map((point) => point[column] / unit)],
  ]);
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 }, font: small.font };
  const shade = (u) => {
    u.ctx.save();
    u.ctx.fillStyle = colour('--line');
    u.ctx.globalAlpha = 0.6;
    const numbers = [];
    timeline.commands.forEach(({ fromMs, toMs }, i) => {
      const from = Math.max(u.bbox.left, u.valToPos(fromMs / 1000, 'x', true));
      const to = Math.min(u.bbox.left + u.bbox.width, u.valToPos(toMs / 1000, 'x', true));
      if (to < from) return;
      u.ctx.fillRect(from, u.bbox.top, Math.max(1, to - from), u.bbox.height);
      numbers.push({ from, number: String(i + 1) });
    });
    u.ctx.globalAlpha = 1;
    u.ctx.fillStyle = colour('--soft');
    u.ctx.font = 11 * devicePixelRatio + 'px system-ui, sans-serif';
    u.ctx.textAlign = 'left';
    u.ctx.textBaseline = 'top';
    let free = 0;
    for (const { from, number } of numbers) {
      if (from < free) continue;
      u.ctx.fillText(number, from + 2, u.bbox.top + 2);
      free = from + u.ctx.measureText(number).width + 8 * devicePixelRatio;
    }
    u.ctx.restore();
  };
  const name = (u) => {
    const at = u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') * 1000 : -1;
    const here = timeline.commands.findIndex(({ fromMs, toMs }) => fromMs <= at && at <= Math.max(toMs, fromMs + 20));
    told.textContent = here < 0 ? 'Drag to zoom, double click to see all.' : (here + 1) + '. ' + timeline.commands[here].command;
  };
  return new uPlot({
    width: place.clientWidth,
    height: 190,
    scales: { x: { time: false }, y: { range: (u, low, high) => [0, (high || 1) * 1.05] } },
    cursor: { sync: { key }, drag: { x: true, y: false } },
    axes: [{ ...axis, values: (u, ticks) => ticks.map((tick) => tick + ' s') }, { ...axis, size: small.size }],
    series: [
      { label: 'seconds', value: (u, value) => (value == null ? '–' : value.toFixed(2)) },
      { label, stroke: colour('--bar'), width: 1.2, spanGaps: true, points: { show: false }, value: (u, value) => (value == null ? '–' : value.toFixed(1)) },
      ...(theirs.length === 0 ? [] : [{ label: 'pidusage', stroke: colour('--ink'), paths: () => null, points: { show: true, size: 4 }, value: (u, value) => (value == null ? '–' : value.toFixed(1)) }]),
    ],
    hooks: { drawClear: [shade], setCursor: [name] },
  }, theirs.length === 0 ? data.slice(0, 2) : data, place);
}

function draw(figure, timelines) {
  const timeline = timelines[Number(figure.dataset.timeline)];
  const place = figure.querySelector('.zoom');
  place.replaceChildren();
  figure.classList.add('zoomed');
  const told = document.createElement('p');
  const key = 'timeline' + figure.dataset.timeline;
  const plots = [
    panel(place, timeline, 1, 1, 'CPU, % of a core', told, key),
    panel(place, timeline, 2, 1048576, 'RSS, MiB', told, key),
  ];
  told.textContent = 'Drag to zoom, double click to see all.';
  place.append(told);
  drawn.push({ place, plots });
}

inside().then((text) => {
  const { timelines } = JSON.parse(text).results;
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target, timelines);
    }
  }, { rootMargin: '400px' });
  for (const figure of drawings) seen.observe(figure);
  addEventListener('resize', () => {
    for (const { place, plots } of drawn) for (const plot of plots) plot.setSize({ width: place.clientWidth, height: 190 });
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawn.length = 0;
    for (const figure of drawings) if (figure.classList.contains('zoomed')) draw(figure, timelines);
  });
});
`;

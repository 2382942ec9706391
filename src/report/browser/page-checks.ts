/**
 * A script for a page (a text, since nothing else here knows of documents): pairs of texts that run into each other, as the
 * browser has laid them out. It sees what is shown: what a folded or scrolled place hides overlaps nothing.
 */
export const OVERLAPS = `(() => {
  // Less than this is the rounding of fonts.
  const least = 1.5;
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent.trim();
    if (text === '' || parent.closest('script, style, title')) continue;
    if (!parent.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    let clip = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    for (let up = parent; up !== null && up !== document.body; up = up.parentElement) {
      if (up.tagName === 'svg' || getComputedStyle(up).overflowX === 'visible') continue;
      const { left, right, top, bottom } = up.getBoundingClientRect();
      clip = { left: Math.max(clip.left, left), right: Math.min(clip.right, right), top: Math.max(clip.top, top), bottom: Math.min(clip.bottom, bottom) };
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const [left, right] = [Math.max(rect.left, clip.left), Math.min(rect.right, clip.right)];
      const [top, bottom] = [Math.max(rect.top, clip.top), Math.min(rect.bottom, clip.bottom)];
      if (right - left > least && bottom - top > least) boxes.push({ text: text.slice(0, 40), left, right, top, bottom });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  return boxes.flatMap((a, i) => {
    const found = [];
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom - least; j += 1) {
      const b = boxes[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (wide > least) found.push('"' + a.text + '" and "' + b.text + '" at ' + Math.round(a.left) + ',' + Math.round(a.top));
    }
    return found;
  });
})()`;

/** The columns of numbers that a click on their head does not sort, down first and then up, with what is not known last. */
export const UNSORTED = `(() => {
  const found = [];
  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const values = () => [...table.tBodies[0].rows].map((row) => row.cells[column]?.dataset.value ?? '');
      if (values().every((value) => value === '')) return;
      for (const sign of [-1, 1]) {
        head.querySelector('button').click();
        const now = values();
        const known = now.filter((value) => value !== '').map(Number);
        const isSorted = known.every((value, i) => i === 0 || sign * (value - known[i - 1]) >= 0);
        const isEmptyLast = now.slice(known.length).every((value) => value === '');
        if (!isSorted || !isEmptyLast) found.push(head.textContent + ': ' + now.join(' '));
      }
    });
  }
  return found;
})()`;

/** Opens all that is folded, and comes by every drawing, so that each that waits to be seen is drawn. */
export const UNFOLD = `(async () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  }
  scrollTo(0, 0);
})()`;

/** What would make a page fail each of these, for a test of the test. */
export const PLANTED = `document.body.insertAdjacentHTML('afterbegin',
  '<svg viewBox="0 0 90 20" width="90"><text x="5" y="12">first</text><text x="9" y="14">second</text></svg>' +
  '<table><tr><td style="max-width:2rem;white-space:nowrap">runs over</td><td>its neighbour</td></tr></table>' +
  '<p style="white-space:nowrap">a line that is far too long for the page of a phone, and that nothing breaks</p>' +
  '<img src="http://planted.example/x.png" alt="">')`;

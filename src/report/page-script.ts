/**
 * What JavaScript adds to index.html: nothing that is needed to read it. Each script stands by itself, so that one that an old
 * browser does not understand takes no other with it.
 */

/** Tables are sorted by a click on a head; without it they are read in the order they were written. */
export const SORT_SCRIPT = `
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  heads.forEach((head, column) => {
    const numeric = rows.some((row) => row.cells[column]?.dataset.value !== undefined);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.hasAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'ascending' : numeric;
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const sign = down ? -1 : 1;
      const value = (row) => row.cells[column]?.dataset.value ?? '';
      const text = (row) => row.cells[column]?.textContent ?? '';
      const compare = (a, b) => {
        if (!numeric) return sign * text(a).localeCompare(text(b));
        if (value(a) === '' || value(b) === '') return (value(a) === '') - (value(b) === '');
        return sign * (Number(value(a)) - Number(value(b)));
      };
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
    });
  });
}
`;

/** Paper has no clicks: what is folded is opened for it. A link into a folded place opens that too. */
export const UNFOLD_SCRIPT = `
let folded = [];
addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('details:not([open])')];
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => { for (const details of folded) details.open = false; });
`;

/** The data inside the page: gzip, in base64, in an element of its own. */
export const DATA_SCRIPT = `
const inside = async () => {
  const raw = Uint8Array.from(atob(document.getElementById('data').textContent), (c) => c.charCodeAt(0));
  return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
};
const save = document.getElementById('save');
save.hidden = false;
save.addEventListener('click', async () => {
  const link = document.createElement('a');
  link.download = 'data.json';
  link.href = URL.createObjectURL(new Blob([await inside()], { type: 'application/json' }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
`;

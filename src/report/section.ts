/** What a part of a study shows, before it is HTML or Markdown: both are made of the same sections (html and markdown alike). */
export interface Section {
  /** Names it in links: lower-case letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | Table | Figure | Claim;

/** Plain text; escaped by whoever renders it. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** A cell is its text; with `value` the column can be sorted by number. null: not known, sorted last. */
export type Cell = string | { readonly text: string; readonly value: number | null };

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A drawing: SVG that needs no script, in the colours of the page (src/report/page.ts has the classes). */
export interface Figure {
  readonly kind: 'figure';
  readonly caption: string;
  readonly svg: string;
}

/** A sentence of the seed text, held against figures of the server at hand. */
export interface Claim {
  readonly kind: 'claim';
  readonly claim: string;
  readonly outcome: 'yes' | 'no' | 'undecided';
  /** The figures that decided it. */
  readonly because: string;
}

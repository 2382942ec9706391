/**
 * Text that a server or a mail may have written, made safe for where it is shown.
 * Control characters would move the cursor of a terminal, XML forbids them, and lone surrogates are no characters.
 */
const UNPRINTABLE = /[^\P{C}\n\r\t]/gu;
const REPLACEMENT = '\ufffd';

/** Any text in one line, without what a terminal would obey. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** For XML 1.0 and HTML, in elements and quoted attributes. Line ends stay. */
export function xml(text: string): string {
  const named: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return clean(text).replace(/[&<>"']/g, (found) => named[found] ?? found);
}

/** For running Markdown and cells of its tables. */
export function markdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** JSON inside a script element: nothing in it can end the element or open a comment. */
export function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Cuts to a number of characters, showing that it was cut. */
export function clip(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

function clean(text: string): string {
  return text.replace(UNPRINTABLE, REPLACEMENT);
}

const ENTITY_END = '\r\n\r\n';

/**
 * The part numbers of a mail that hold content and no further parts: what clients ask for with FETCH BODY[1.2] (RFC 3501
 * 6.4.5). Part 1 of a mail that is no multipart is its text.
 */
export function leavesOf(mail: Buffer): string[] {
  return leaves(mail.toString('latin1'), '', 'text/plain');
}

/** `number`: of this entity, empty for the mail itself. `usual`: what it is without a Content-Type (RFC 2046 section 5.1.5). */
function leaves(entity: string, number: string, usual: string): string[] {
  const end = entity.startsWith('\r\n') ? 0 : entity.indexOf(ENTITY_END);
  const head = end < 0 ? entity : entity.slice(0, end + 2);
  const body = end < 0 ? '' : entity.slice(end + (end === 0 ? 2 : ENTITY_END.length));
  const type = /^Content-Type:\s*([^;\s]+)((?:.*)(?:\r\n[ \t].*)*)/im.exec(head);
  const media = (type?.[1] ?? usual).toLowerCase();
  const boundary = /boundary="?([^";\r\n]+)"?/i.exec(type?.[2] ?? '')?.[1];
  if (media.startsWith('multipart/') && boundary !== undefined) {
    const inner = media === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    return split(body, boundary).flatMap((part, i) => leaves(part, below(number, i + 1), inner));
  }
  // A mail in a mail numbers its parts below its own number; a single one is part 1 there.
  if (media === 'message/rfc822' && number !== '')
    return leaves(body, number, 'text/plain').map(single(number));
  return [number === '' ? '1' : number];
}

function single(number: string): (leaf: string) => string {
  return (leaf) => (leaf === number ? below(number, 1) : leaf);
}

function below(number: string, part: number): string {
  return number === '' ? String(part) : `${number}.${part}`;
}

function split(body: string, boundary: string): string[] {
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`);
  // Before the first is the preamble; the last is what follows the closing delimiter.
  return parts.slice(1, -1).map((part) => part.slice(part.indexOf('\r\n') + 2));
}

import { encodedLength, writeLines } from './attachment';
import type { Part } from './mime';
import { encodeLine, sentences, type Voice } from './prose';
import type { Random } from './random';

/** How an HTML part is written; base64 only where no exact length is asked of it. */
export interface HtmlStyle {
  readonly voice: Voice;
  readonly base64?: boolean;
  /** Tables and style attributes, as mass mailings have them. */
  readonly newsletter: boolean;
  /** Content-IDs of the pictures it shows. */
  readonly pictures?: readonly string[];
}

/** HTML in two halves, around a place where text may still go; both encoded as the style says. */
export interface Halves {
  readonly before: Buffer;
  readonly after: Buffer;
}

/** HTML of about `length` bytes, at most: fewer by no more than one paragraph, more only if the frame alone is longer. */
export function htmlHalves(
  random: Random,
  { voice, newsletter, pictures = [] }: HtmlStyle,
  length: number,
): Halves {
  const written = (line: string) =>
    Buffer.from(`${encodeLine(line, voice)}\r\n`, voice.encoding === '8bit' ? 'utf8' : 'latin1');
  const head = newsletter
    ? [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
        '<html><head><title></title><style type="text/css">',
        'body,td{margin:0;font-family:Helvetica,Arial,sans-serif} @media(max-width:600px){.w{width:100%!important}}',
        '</style></head><body bgcolor="#f4f4f4"><table class="w" width="600" cellpadding="0" cellspacing="0">',
      ]
    : ['<html><head></head><body dir="auto">'];
  const before = [...head, ...pictures.map((id) => `<img src="cid:${id}" alt="">`)].map(written);
  const after = written(newsletter ? '</td></tr></table></body></html>' : '</div></body></html>');
  const last = written(newsletter ? '<tr><td class="legal">' : '<div class="signature">');
  let left = length - Buffer.concat([...before, last, after]).length;
  for (;;) {
    const lines = newsletter ? row(random, voice) : [`<p>${prose(random, voice)}</p>`];
    const block = Buffer.concat(lines.map(written));
    left -= block.length;
    if (left < 0) break;
    before.push(block);
  }
  return { before: Buffer.concat([...before, last]), after };
}

/** In lines, none of which gets near the 998 octets of RFC 5322 section 2.1.1 in any language. */
function row(random: Random, voice: Voice): string[] {
  const link = random.expand('https://news.example/track/{alnum:48}?id={digits:8}&m={hex:12}');
  return [
    '<tr><td align="left" style="padding:0 24px 16px;font-size:15px;line-height:22px;color:#33333a;background:#ffffff">',
    prose(random, voice),
    `<a href="${link}" style="color:#1155cc;text-decoration:none">${prose(random, voice, 24)}</a></td></tr>`,
  ];
}

function prose(random: Random, voice: Voice, width = 80 + random.below(160)): string {
  return sentences(random, voice.language, width);
}

/** A text/html part of at most about `length` bytes, header fields included. */
export function htmlPart(random: Random, style: HtmlStyle, length: number): Part {
  const { voice } = style;
  const encoding = style.base64 ? 'base64' : voice.encoding;
  const headers = [
    `Content-Type: text/html; charset=${voice.charset}`,
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  const room = length - headers.join('\r\n').length - 4;
  if (!style.base64) {
    const { before, after } = htmlHalves(random, style, room);
    return { headers, body: [before, after], eightBit: encoding === '8bit' };
  }
  const { before, after } = htmlHalves(
    random,
    { ...style, voice: { ...voice, encoding: '8bit' } },
    (room * 57) / 78,
  );
  const bytes = Buffer.concat([before, after]);
  const encoded = Buffer.alloc(encodedLength(bytes.length));
  writeLines(encoded, 0, bytes);
  return { headers, body: [encoded], eightBit: false };
}

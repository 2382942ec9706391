const HEADER = (serial: number) => [
  `From: Parts <parts@aerometer.test>`,
  `To: Reader <reader@aerometer.test>`,
  `Subject: two parts, number ${serial}`,
  `Date: Mon, 01 Jan 2024 12:00:00 +0000`,
  `Message-ID: <parts-${serial}@aerometer.test>`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="part"',
  '',
  '--part',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'The first part is this text.',
  '--part',
  'Content-Type: text/plain; charset=us-ascii; name="filler.txt"',
  'Content-Disposition: attachment; filename="filler.txt"',
  '',
  '',
];
const END = '\r\n--part--\r\n';
const LINE = 76;

/**
 * A mail of exactly `bytes` bytes whose part 1 is a text, whatever the serial number: what FETCH BODY[1] of one mail is
 * measured with (RFC 3501 6.4.5). Throws RangeError below about 600 bytes.
 */
export function multipartMail(bytes: number, serial: number): Buffer {
  const head = HEADER(serial).join('\r\n');
  const left = bytes - head.length - END.length;
  if (left < 1) throw new RangeError(`a mail of two parts needs more than ${bytes} bytes`);
  const line = `${'x'.repeat(LINE)}\r\n`;
  let filler = line.repeat(Math.floor(left / line.length));
  filler += 'x'.repeat(left - filler.length);
  return Buffer.from(head + filler + END, 'latin1');
}

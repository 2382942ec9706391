import { lines } from '../chart/lines';
import { requestCounts, requestText } from '../requests';
import type { Block, Cell } from '../section';
import { count, milliseconds, bytes as sized } from '../units';
import { slopeText } from './bodies-claims';
import { brokenOffBlocks } from './broken-off';
import { cellOf, NONE } from './cells';
import { appendLikeDelivery } from './large-claims';
import { at, megabytes, perByte, READABLE_FROM, sizesOf } from './large-figures';
import { type Large, largeSchema, WAYS, type Way } from './large-measured';
import { stepOf, stepText } from './large-steps';
import type { Part } from './part';

/** Mails from 1 to 25 MB on their way through the server: bytes of RAM for each byte of mail. */
export const large: Part<Large> = {
  name: 'large',
  title: 'Large mail',
  schema: largeSchema,
  section: (data) => ({
    id: 'large-mail',
    title: 'Large mail',
    blocks: [
      {
        kind: 'paragraph',
        text: 'The text: "email streaming could really improve RAM usage for large emails, especially on APPEND and LMTP delivery, or even on FETCH when the body is required". One mail at a time goes through a freshly started, warmed server; its peak is counted above that server. A process that is started for a mail counts whole, with the pages that it shares.',
      },
      figure(data),
      slopes(data),
      sizes(data),
      appendLikeDelivery(data),
      ...limits(data),
      ...brokenOffBlocks(data.brokenOff),
    ],
  }),
};

export const WAY: Readonly<Record<Way, string>> = {
  append: 'APPEND',
  lmtp: 'LMTP delivery',
  fetch: 'FETCH BODY.PEEK[]',
};

function figure(data: Large): Block {
  const what = 'Peak RSS above the fresh server by the size of the mail';
  return {
    kind: 'figure',
    caption: `${what}: lines join the medians of the starts.`,
    svg: lines({
      title: what,
      x: { label: 'size of the mail', scale: 'linear', say: megabytes },
      y: { label: 'peak RSS above the fresh server', scale: 'linear', say: sized, binary: true },
      series: WAYS.map((way, tone) => ({
        name: WAY[way],
        tone,
        style: 'line' as const,
        points: sizesOf(data).flatMap((size) => {
          const peak = at(data, way, size, 'peakRssBytes');
          return peak === null ? [] : [[size, peak] as const];
        }),
      })),
    }),
  };
}

function slopes(data: Large): Block {
  return {
    kind: 'table',
    caption:
      'What a byte more of a mail takes: slopes of straight lines through all sizes from 1 MB, with 95 % intervals. Where more than half of the rise lies between two sizes, it is a step, and the slope holds at no single size',
    heads: ['way', 'bytes of RAM at the peak', 'step', 'ms of CPU a MB'],
    rows: WAYS.map((way): Cell[] => {
      const [ram, cpu] = [perByte(data, way, 'peakRssBytes'), perByte(data, way, 'cpuMs')];
      const step = stepOf(data, way);
      const half = cpu === null || cpu.halfWidth === null ? null : cpu.halfWidth * 1e6;
      const perMb = cpu && { ...cpu, value: cpu.value * 1e6, halfWidth: half };
      return [
        WAY[way],
        { text: slopeText(ram), value: ram?.value ?? null },
        step === null ? 'none' : stepText(step),
        { text: slopeText(perMb), value: perMb?.value ?? null },
      ];
    }),
  };
}

function sizes(data: Large): Block {
  const rows = WAYS.flatMap((way) =>
    sizesOf(data).map((size): Cell[] => {
      const samples = data.readings
        .filter((one) => one.way === way && one.bytes === size)
        .map(({ sample }) => sample);
      const refused = data.refusals.find((one) => one.way === way && one.bytes === size);
      const peak = at(data, way, size, 'peakRssBytes');
      const requests = requestCounts(samples);
      const bound = samples[0]?.bounds.peakRssBytes;
      return [
        WAY[way],
        { text: megabytes(size), value: size },
        cellOf(peak, (value) => sized(value, { bound })),
        cellOf(peak === null || size < READABLE_FROM ? null : peak / size, (value) => value.toFixed(1)),
        cellOf(at(data, way, size, 'cpuMs'), milliseconds),
        requests === null
          ? NONE
          : { text: requestText(requests.s3), value: requests.s3.total.high + requests.k2v.total.high },
        refused === undefined ? '' : `refused: ${refused.answer}`,
      ];
    }),
  );
  return {
    kind: 'table',
    caption: 'Each way at each size, medians over its starts',
    heads: ['way', 'mail', 'peak RSS', 'RAM / mail', 'CPU', 'S3', ''],
    rows,
  };
}

function limits({ says, beyond }: Large): Block[] {
  const said = [
    says.appendLimit === null
      ? 'It advertises no APPENDLIMIT (RFC 7889).'
      : `It advertises APPENDLIMIT=${count(says.appendLimit)}.`,
    says.lmtpSize === null
      ? 'Its LMTP says no SIZE (RFC 1870).'
      : `Its LMTP says SIZE ${count(says.lmtpSize)}.`,
    ...(['append', 'lmtp'] as const).flatMap((way) => limitOf(way, beyond)),
  ];
  const table: Block = {
    kind: 'table',
    caption:
      'Larger mails: first the size alone is told and no byte sent, then, where the server asks for it, the mail is',
    heads: ['way', 'mail', 'asks for it?', 'peak RSS of the telling', 'takes it?', 'peak RSS', 'its answer'],
    rows: beyond.map((one): Cell[] => [
      WAY[one.way],
      { text: megabytes(one.bytes), value: one.bytes },
      one.asked ? 'yes' : 'no',
      cellOf(one.peakRssBytes, sized),
      one.sent === null ? 'not sent' : one.sent.taken ? 'yes' : 'no',
      cellOf(one.sent?.peakRssBytes ?? null, sized),
      one.sent?.answer ?? one.answer,
    ]),
  };
  const told: Block = { kind: 'paragraph', text: `The server's own limit. ${said.join(' ')}` };
  return beyond.length === 0 ? [told] : [told, table];
}

/** Between which sizes it begins to refuse; nothing where none was tried. */
function limitOf(way: 'append' | 'lmtp', beyond: Large['beyond']): string[] {
  const its = beyond.filter((one) => one.way === way);
  const refused = its.find(({ asked, sent }) => !asked || sent?.taken === false);
  const took = its.filter(({ sent }) => sent?.taken).at(-1);
  if (refused !== undefined)
    return [
      `By ${WAY[way]} it refuses ${megabytes(refused.bytes)}: ${refused.sent?.answer ?? refused.answer}.`,
    ];
  return took === undefined ? [] : [`By ${WAY[way]} it took all, up to ${megabytes(took.bytes)}.`];
}

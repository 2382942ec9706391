import type { Client } from './client';
import type { Letter } from './letter';
import type { Chunk, Part } from './mime';
import { BODY_LINE } from './planting';
import { PLAIN, text, type Voice } from './prose';
import type { Random } from './random';
import type { Language } from './words';

/** What a body is written from. */
export interface Sheet {
  readonly random: Random;
  readonly client: Client;
  readonly letter: Letter;
  /** What the body and its content fields may take, in bytes. */
  readonly room: number;
}

const LATIN: readonly Language[] = ['fr', 'de', 'en'];
const ALL: readonly Language[] = ['fr', 'de', 'ru', 'ja', 'fr'];

const GREETINGS: Readonly<Record<Language, string>> = {
  en: 'Hello Camille,',
  fr: 'Bonjour Camille, où en êtes-vous ?',
  de: 'Hallo Camille, schöne Grüße aus München!',
  ru: 'Здравствуйте, Камилла!',
  ja: 'カミーユ様、お世話になっております。',
};

/** A way to write text: pure ASCII, 8bit UTF-8, or quoted-printable in UTF-8 or ISO 8859-1. */
export function voiceOf({ random, client }: Sheet, encoding: Voice['encoding'], quoting = false): Voice {
  // English is ASCII here: nothing in it is 8bit.
  if (encoding === '7bit' || (encoding === '8bit' && client.language === 'en')) return { ...PLAIN, quoting };
  if (encoding === 'quoted-printable' && random.chance(0.3)) {
    return { language: client.language ?? random.pick(LATIN), charset: 'iso-8859-1', encoding, quoting };
  }
  return { language: client.language ?? random.pick(ALL), charset: 'utf-8', encoding, quoting };
}

/** The encodings that a part of a multipart has in practice. */
export function anyVoice(sheet: Sheet): Voice {
  return voiceOf(sheet, sheet.random.pick(['7bit', 'quoted-printable', 'quoted-printable', '8bit'] as const));
}

/** The mail's text: it takes what the rest of the mail leaves, and carries the planted line. */
export function mainText(sheet: Sheet, voice: Voice): Part {
  const random = sheet.random.fork();
  const planted = sheet.letter.places.includes('body') ? [BODY_LINE] : [];
  return textPart(voice, {
    minimum: 4 + planted.join('').length,
    fill: (length: number) => text(random, voice, length, [...planted, GREETINGS[voice.language], '']),
  });
}

/** A text of its own, `length` bytes without its header fields. */
export function sideText(random: Random, voice: Voice, length: number): Part {
  return textPart(voice, text(random, voice, Math.max(4, length), [GREETINGS[voice.language]]));
}

function textPart(voice: Voice, body: Chunk): Part {
  const flowed = voice.flowed ? '; format=flowed' : '';
  return {
    headers: [
      `Content-Type: text/plain; charset=${voice.charset}${flowed}`,
      `Content-Transfer-Encoding: ${voice.encoding}`,
    ],
    body: [body],
    eightBit: voice.encoding === '8bit',
  };
}

/** Part of what there is to write on, between two limits, in bytes. */
export function share(whole: number, part: number, least: number, most: number): number {
  return Math.floor(Math.min(most, Math.max(least, whole * part)));
}

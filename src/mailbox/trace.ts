import { type Letter, mailDate } from './letter';
import type { Random } from './random';

// Addresses reserved for documentation (RFC 5737).
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];

/**
 * What the servers on the way wrote on top of the mail (RFC 5321 section 4.4): the return path, as many Received fields
 * as there were hops, and from some senders a DKIM signature (RFC 6376) with its result.
 */
export function traceFields(random: Random, letter: Letter, hops: number, signed: boolean): string[] {
  const domain = letter.from.address.slice(letter.from.address.indexOf('@') + 1);
  const fields = [`Return-Path: <${letter.from.address}>`, 'Delivered-To: camille@example.org'];
  for (let hop = 0; hop < hops; hop++) {
    const by = hop === 0 ? 'mx1.example.org' : `relay${hop}.${domain}`;
    const address = `${random.pick(NETWORKS)}.${1 + random.below(250)}`;
    const arrived = mailDate(new Date(letter.date.getTime() - hop * 1000), 0);
    fields.push(
      [
        random.expand(`Received: from mail-{hex:6}.${domain} (unknown [${address}])`),
        random.expand(`by ${by} (Postfix) with ESMTPS id {HEX:11}`),
        `for <camille@example.org>; ${arrived} (UTC)`,
      ].join('\r\n\t'),
    );
  }
  if (!signed) return fields;
  const signature = [
    '{base64:64}',
    '{base64:64}',
    '{base64:64}',
    '{base64:64}',
    '{base64:64}',
    '{base64:22}==',
  ];
  return [
    ...fields,
    `Authentication-Results: mx1.example.org; dkim=pass\r\n\theader.d=${domain}; spf=pass`,
    [
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain};`,
      random.expand(`s=mail; t=${letter.date.getTime() / 1000}; bh={base64:43}=;`),
      'h=Date:From:To:Subject:Message-ID;',
      `b=${random.expand(signature.join('\r\n\t '))}`,
    ].join('\r\n\t'),
  ];
}

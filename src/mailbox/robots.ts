import type { Client } from './client';
import { fold } from './encode';
import type { Random } from './random';
import type { Person } from './words';

const robot = (name: string, address: string): Person => ({ name, address });

/** Programs that write without a person. */
export const ROBOTS: readonly Client[] = [
  {
    name: 'forge',
    language: 'en',
    sender: robot('Forge', 'notifications@forge.example'),
    subjects: [
      '[garage/garage] Compaction stalls after restart (#{digits:3})',
      'Re: [aero/mail] Fix IDLE wake-up (PR #{digits:3})',
    ],
    fields:
      'Date | From | To | Message-ID | In-Reply-To | References | Subject | MIME-Version: 1.0 | Content | ' +
      'Precedence: list | X-Forge-Sender: {alnum:8} | X-Forge-Recipient: camille | ' +
      'X-Forge-Reason: subscribed | List-ID: garage/garage <garage.garage.forge.example> | ' +
      'List-Archive: <https://forge.example/garage/garage> | ' +
      'List-Unsubscribe: <https://forge.example/notifications/unsubscribe/{alnum:40}> | ' +
      'X-Auto-Response-Suppress: All',
    messageId: 'garage/garage/issues/{digits:4}/{digits:9}@forge.example',
    boundary: '--==_mimepart_{hex:14}_{hex:8}{digits:6}',
    words: 'Q',
    shapes: ['alternative', 'plain', 'quoted-printable'],
  },
  {
    name: 'continuous integration',
    language: 'en',
    sender: robot('', 'ci@build.example'),
    subjects: ['Build {digits:4} failed on main', 'Build {digits:4} fixed on main'],
    fields:
      'From | To | Subject | Date | Message-ID | Auto-Submitted: auto-generated | MIME-Version: 1.0 | ' +
      'Content',
    messageId: '{digits:10}.{digits:5}.ci@build.example',
    boundary: '==============={digits:19}==',
    words: 'Q',
    shapes: ['plain', 'html-only'],
  },
  {
    name: 'cron',
    language: 'en',
    sender: robot('Cron Daemon', 'root@server7.example.org'),
    subjects: [
      'Cron <root@server7> /usr/local/sbin/backup --daily',
      'Cron <www-data@server7> php maintenance.php',
    ],
    fields:
      'From | To | Subject | MIME-Version: 1.0 | Content | X-Cron-Env: <SHELL=/bin/sh> | ' +
      'X-Cron-Env: <PATH=/usr/bin:/bin> | X-Cron-Env: <LOGNAME=root> | Message-ID | Date',
    messageId: '{HEX:11}@server7.example.org',
    boundary: '{alnum:16}',
    words: 'Q',
    shapes: ['plain', 'flowed'],
  },
  {
    name: 'shop',
    language: 'fr',
    sender: robot('La Boutique à vélo', 'commande@boutique.example'),
    subjects: ['Votre commande n° {digits:7} est expédiée', 'Confirmation de commande {digits:7}'],
    fields:
      'Date | From | Reply-To: Service client <service@boutique.example> | To | Message-ID | Subject | ' +
      'X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer) | MIME-Version: 1.0 | Content',
    messageId: '{alnum:42}@boutique.example',
    boundary: 'b1={alnum:42}',
    preamble: 'This is a multi-part message in MIME format.',
    words: 'Q',
    shapes: ['alternative', 'related', 'html-only'],
  },
  {
    name: 'newsletter',
    language: 'de',
    sender: robot('Das Wochenblatt für Gärtner', 'newsletter@wochenblatt.example'),
    subjects: ['Frühlingsausgabe: fünf schöne Gärten 🌷', 'The weekly digest, issue {digits:3}'],
    fields:
      'Subject | From | Reply-To: <hallo@wochenblatt.example> | To | Date | Message-ID | ' +
      'X-Mailer: Mailer - **CID{hex:10}** | X-Campaign: mailer{hex:25}.{hex:10} | ' +
      'X-Report-Abuse: <https://mailer.example/abuse/{alnum:40}> | ' +
      'Feedback-ID: {digits:7}:{digits:7}.{digits:6}:us1:mc | ' +
      'List-ID: {hex:25}mc list <{hex:25}.{digits:6}.list-id.mailer.example> | ' +
      'List-Unsubscribe: <https://wochenblatt.example/unsubscribe?u={hex:25}&id={hex:10}> | ' +
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click | Content | MIME-Version: 1.0',
    messageId: '{hex:25}.{hex:10}.{digits:14}.{hex:10}.{hex:8}@mail{digits:2}.mailer.example',
    boundary: '_----------={digits:10}{digits:12}',
    words: 'Q',
    shapes: ['alternative', 'html-only', 'related'],
  },
  {
    name: 'bounce',
    language: 'en',
    sender: robot('Mail Delivery System', 'MAILER-DAEMON@mx1.example.org'),
    subjects: ['Undelivered Mail Returned to Sender'],
    fields:
      'Date | From | Subject | To | Auto-Submitted: auto-replied | MIME-Version: 1.0 | Content | Message-ID',
    messageId: '{digits:14}.{HEX:11}@mx1.example.org',
    boundary: '{HEX:11}.{digits:10}/mx1.example.org',
    preamble: 'This is a MIME-encapsulated message.',
    words: 'Q',
    shapes: ['report'],
  },
  {
    name: 'list digest',
    language: 'en',
    sender: robot('', 'garage-dev-request@lists.example.org'),
    subjects: ['Garage-dev Digest, Vol {digits:2}, Issue {digits:1}'],
    fields:
      'From | Subject | To | Reply-To: garage-dev@lists.example.org | Date | Message-ID | ' +
      'MIME-Version: 1.0 | Content | X-BeenThere: garage-dev@lists.example.org | ' +
      'X-Mailman-Version: 2.1.39 | Precedence: list',
    messageId: 'mailman.{digits:4}.{digits:10}.{digits:5}.garage-dev@lists.example.org',
    boundary: '==============={digits:19}==',
    words: 'Q',
    shapes: ['digest'],
  },
  {
    name: 'scanner',
    language: 'en',
    sender: robot('Copier 2nd floor', 'scan@office.example'),
    subjects: ['Scanned document {digits:8}'],
    fields:
      'Date | From | To | Subject | X-Mailer: MFP SMTP Client 2.1 | Message-ID | MIME-Version: 1.0 | ' +
      'Content',
    messageId: '{digits:20}@office.example',
    boundary: 'MFP_BOUNDARY_{digits:12}',
    words: 'B',
    shapes: ['attachments'],
  },
];

/** What a mailing list adds to a member's mail (RFC 2369, RFC 2919). */
export function listFields(random: Random): string[] {
  const list = 'lists.example.org';
  return [
    'X-BeenThere: garage-dev@lists.example.org',
    'X-Mailman-Version: 3.3.8',
    'Precedence: list',
    `List-Id: Garage development <garage-dev.${list}>`,
    `List-Unsubscribe: <https://${list}/options/garage-dev>, <mailto:garage-dev-request@${list}?subject=unsubscribe>`,
    `List-Archive: <https://${list}/archives/garage-dev/>`,
    `List-Post: <mailto:garage-dev@${list}>`,
    'Errors-To: garage-dev-bounces@lists.example.org',
    'Sender: "Garage-dev" <garage-dev-bounces@lists.example.org>',
    `X-Message-ID-Hash: {HEX:32}`,
  ].map((field) => fold(random.expand(field)));
}

export const LIST: Person = { name: 'Garage development', address: 'garage-dev@lists.example.org' };

import type { Client } from './client';

/** What people write with. Header order, Message-ID and boundary forms as seen in mails of each. */
export const CLIENTS: readonly Client[] = [
  {
    name: 'Thunderbird',
    fields:
      'Message-ID | Date | MIME-Version: 1.0 | User-Agent: Mozilla Thunderbird | Subject | ' +
      'Content-Language: en-US | To | References | From | In-Reply-To | Content',
    messageId: '{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}@{domain}',
    boundary: '------------{alnum:24}',
    preamble: 'This is a multi-part message in MIME format.',
    words: 'Q',
  },
  {
    name: 'Postbox',
    fields:
      'To | From | Subject | Message-ID | Date | ' +
      'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:78.0) Gecko/20100101 PostboxApp/7.0.59 | ' +
      'MIME-Version: 1.0 | Content | References | In-Reply-To | Content-Language: de',
    messageId: '{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}@{domain}',
    boundary: '------------{HEX:24}',
    preamble: 'This is a multi-part message in MIME format.',
    words: 'Q',
  },
  {
    name: 'Apple Mail',
    fields:
      'From | Content | Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.600.62\\)) | Subject | Message-ID | ' +
      'References | In-Reply-To | To | Date | X-Mailer: Apple Mail (2.3774.600.62)',
    messageId: '{HEX:8}-{HEX:4}-4{HEX:3}-B{HEX:3}-{HEX:12}@{domain}',
    boundary: 'Apple-Mail=_{HEX:8}-{HEX:4}-4{HEX:3}-9{HEX:3}-{HEX:12}',
    words: 'Q',
  },
  {
    name: 'iPhone Mail',
    fields:
      'Content | From | Mime-Version: 1.0 (1.0) | Date | Subject | Message-ID | References | In-Reply-To | ' +
      'To | X-Mailer: iPhone Mail (21F90)',
    messageId: '{HEX:8}-{HEX:4}-4{HEX:3}-8{HEX:3}-{HEX:12}@{domain}',
    boundary: 'Apple-Mail-{HEX:8}-{HEX:4}-4{HEX:3}-9{HEX:3}-{HEX:12}',
    words: 'Q',
  },
  {
    name: 'Outlook',
    fields:
      'From | To | Subject | Thread-Topic: {alnum:12} | Thread-Index: Ad{base64:28}== | Date | ' +
      'Message-ID | References | In-Reply-To | Accept-Language: fr-FR, en-US | Content-Language: fr-FR | ' +
      'X-MS-Has-Attach: | X-MS-TNEF-Correlator: | ' +
      'x-ms-exchange-antispam-messagedata-0: {base64:76} {base64:76} {base64:76} {base64:76} | ' +
      'X-OriginatorOrg: {alnum:10}.example | ' +
      'X-MS-Exchange-CrossTenant-Network-Message-Id: {hex:8}-{hex:4}-{hex:4}-{hex:12} | Content | ' +
      'MIME-Version: 1.0',
    messageId:
      '{HEX:2}0PR0{digits:1}MB{digits:4}{HEX:24}@{HEX:2}0PR0{digits:1}MB{digits:4}.eurprd0{digits:1}.prod.outlook.example',
    boundary: '_000_{HEX:2}0PR0{digits:1}MB{digits:4}{HEX:24}eurp_',
    words: 'B',
  },
  {
    name: 'Outlook for iOS',
    fields:
      'From | To | Subject | Thread-Index: AQ{base64:28}== | Date | Message-ID | References | ' +
      'In-Reply-To | Accept-Language: en-US | X-MS-Has-Attach: | Content | MIME-Version: 1.0',
    messageId: 'AM{digits:1}PR{digits:2}MB{HEX:20}@AM{digits:1}PR{digits:2}MB.eurprd.prod.outlook.example',
    boundary: '_004_AM{digits:1}PR{digits:2}MB{HEX:20}_',
    words: 'B',
  },
  {
    name: 'Gmail web',
    fields:
      'MIME-Version: 1.0 | References | In-Reply-To | From | Date | Message-ID | Subject | To | Content',
    messageId: 'CA{alnum:9}={alnum:30}_{alnum:5}@mail.gmail.example',
    boundary: '000000000000{hex:16}',
    words: 'B',
  },
  {
    name: 'Gmail for iOS',
    fields:
      'From | MIME-Version: 1.0 | Date | Message-ID | Subject | To | In-Reply-To | References | ' +
      'X-Google-DKIM-Signature: v=1; d=1e100.example; s=20230601; bh={base64:43}=; | Content',
    messageId: 'CA+{alnum:42}@mail.gmail.example',
    boundary: '0000000000{hex:18}',
    words: 'B',
  },
  {
    name: 'mutt',
    fields:
      'Date | From | To | Subject | Message-ID | References | MIME-Version: 1.0 | Content | ' +
      'Content-Disposition: inline | In-Reply-To | User-Agent: Mutt/2.2.9 (2022-11-12)',
    messageId: '{alnum:16}@{domain}',
    boundary: '{alnum:16}',
    words: 'B',
  },
  {
    name: 'Geary',
    fields:
      'Date | From | Subject | To | Message-ID | In-Reply-To | References | X-Mailer: geary/44.1 | ' +
      'MIME-Version: 1.0 | Content',
    messageId: '{HEX:6}.{HEX:12}@{domain}',
    boundary: '=-{alnum:20}',
    words: 'Q',
  },
  {
    name: 'SOGo',
    fields:
      'From | In-Reply-To | Content | X-Forward: 192.0.2.33 | References | Date | To | MIME-Version: 1.0 | ' +
      'Message-ID | Subject | User-Agent: SOGoMail 5.10.0',
    messageId: '{hex:2}-{hex:8}-{digits:2}-{hex:8}@{digits:9}',
    boundary: '----=_=-_OpenGroupware_org_NGMime-{digits:2}-{digits:10}.{digits:6}-{digits:1}------',
    words: 'Q',
  },
  {
    name: 'alps',
    fields:
      'Content | Mime-Version: 1.0 | User-Agent: alps | Message-ID | Subject | References | In-Reply-To | ' +
      'To | From | Date',
    messageId: '{hex:32}@{domain}',
    boundary: '{hex:60}',
    words: 'Q',
  },
  {
    name: 'Windows Mail',
    fields:
      'MIME-Version: 1.0 | To | From | Subject | Date | Importance: normal | X-Priority: 3 | Message-ID | ' +
      'In-Reply-To | References | Content',
    messageId: '{HEX:8}-{HEX:4}-{HEX:4}-{HEX:4}-{HEX:12}@hxcore.ol',
    boundary: '_{HEX:8}-{HEX:4}-{HEX:4}-{HEX:4}-{HEX:12}_',
    words: 'Q',
  },
  {
    name: 'Mailbird',
    fields:
      'Date | From | To | Message-ID | In-Reply-To | References | Subject | X-Mailer: Mailbird/3.0.18.0 | ' +
      'X-Mailbird-ID: {hex:8}-{hex:4}-{hex:12} | MIME-Version: 1.0 | Content',
    messageId: 'Mailbird-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}@{domain}',
    boundary: '----=_NextPart_{digits:8}.{digits:12}',
    words: 'B',
  },
];

/** The shortest header there is: for mails too small for any other. */
export const BARE: Client = {
  name: 'bare',
  fields: 'From | To | Subject | Date | Message-ID',
  messageId: '{alnum:16}@{domain}',
  boundary: '{alnum:16}',
  words: 'Q',
};

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from './failure';

const text = z.string().min(1);
const port = z.int().min(1).max(65_535);
const absolute = z.string().startsWith('/', 'must be a path in the container, from /');

/** A server of the user's own, as a config file describes it: how its image is started and where it looks its users up. */
export const ownServerSchema = z.strictObject({
  imapPort: port.describe('IMAP without TLS, where LOGIN is allowed'),
  imapsPort: port.optional().describe('IMAP over TLS from the first byte (RFC 8314 3.2)'),
  lmtpPort: port.describe('LMTP over TCP (RFC 2033)'),
  state: absolute.describe('folder of all that it keeps: mail, index, users; a volume is mounted there'),
  entrypoint: z.array(text).optional().describe("instead of the image's"),
  command: z.array(text).optional().describe("instead of the image's"),
  environment: z.record(text, z.string()).optional(),
  files: z
    .record(absolute, text)
    .optional()
    .describe('files put into the container: path there, path here; {{user}} and other words are filled in'),
  owners: z
    .record(text, z.int().nonnegative())
    .optional()
    .describe('folders below `state` that the server does not write as root: folder, user id'),
  users: z
    .strictObject({
      file: text.describe('below `state`: a line for each user, read at its start'),
      line: text.describe('of one user, with {{user}}, {{password}} and {{domain}}'),
    })
    .describe('a gate has a user for each size, made by writing them down there'),
  login: z
    .enum(['user', 'address'])
    .optional()
    .describe('what LOGIN is given: user (default) or user@domain'),
  storage: z
    .boolean()
    .optional()
    .describe('whether its mail is in Garage: {{keyId}}, {{secretKey}}, {{bucket}} at http://storage:3900'),
});

export type OwnServer = z.infer<typeof ownServerSchema>;

/** The files of a config file that lies in `base`, by their content instead of their path: the measuring process reads no others. Throws Failure (exit code 2). */
export function withContent(own: OwnServer, base: string): OwnServer {
  const read = ([path, file]: [string, string]): [string, string] => {
    try {
      return [path, readFileSync(resolve(base, file), 'utf8')];
    } catch (error) {
      throw new Failure(EXIT.usage, {
        fact: `own.files: ${file} cannot be read`,
        cause: reasonOf(error),
        next: `name the file that goes to ${path}, from the folder of the config file`,
      });
    }
  };
  return { ...own, files: Object.fromEntries(Object.entries(own.files ?? {}).map(read)) };
}

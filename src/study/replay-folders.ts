import type { Stack } from '../containers/stack';
import { login } from '../imap/login';
import { oneMail } from '../mailbox/generated';
import { COMMAND_MS } from '../run/execution';

/** Mails in each mailbox besides INBOX: enough that it is not empty. */
export const FOLDER_MAILS = 3;
const FOLDER_MAIL_BYTES = 4096;

/** The mailboxes besides INBOX that lines of the log open, ask about or put mail into; each once, without quotes. */
export function foldersIn(lines: readonly string[]): string[] {
  const named = lines.flatMap((line) => {
    const [, quoted, atom] =
      /^(?:SELECT|EXAMINE|STATUS|SUBSCRIBE|APPEND|UID MOVE \S+|MOVE \S+) (?:"([^"]*)"|([^\s"]+))/.exec(
        line,
      ) ?? [];
    return quoted ?? atom ?? [];
  });
  return [...new Set(named)].filter((name) => name.toUpperCase() !== 'INBOX');
}

/**
 * Makes each of these mailboxes, where it is not there, and fills it. They need not be removed: the state is a clone of the
 * seeded one, and goes with the containers. Returns what the server refused, in its words.
 */
export async function makeFolders(stack: Stack, names: readonly string[]): Promise<string[]> {
  const { wire } = await login(stack.server.imap, stack.account);
  const refused: string[] = [];
  try {
    for (const name of names) {
      const created = await wire.run(`CREATE "${name}"`, COMMAND_MS);
      for (let serial = 1; serial <= FOLDER_MAILS; serial += 1) {
        const { bytes } = oneMail(FOLDER_MAIL_BYTES, { serial });
        const onContinue = () => [bytes, '\r\n'].forEach((part) => void wire.write(part));
        const { status, text } = await wire.run(`APPEND "${name}" {${bytes.length}}`, COMMAND_MS, {
          onContinue,
        });
        // One that was there already answers NO to CREATE, and takes mail.
        if (status === 'OK') continue;
        refused.push(`${name}: CREATE ${created.status} ${created.text}, APPEND ${status} ${text}`);
        break;
      }
    }
    return refused;
  } finally {
    wire.close();
  }
}

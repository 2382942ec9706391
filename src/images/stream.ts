/** One message of the daemon's answer to a build, a pull or an import. */
export interface Message {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** The daemon's answer, message by message. Ends by throwing when the connection is cut or aborted. */
export async function* messages(answer: NodeJS.ReadableStream): AsyncGenerator<Message> {
  let rest = '';
  for await (const chunk of answer) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) yield JSON.parse(line) as Message;
  }
  if (rest.trim()) yield JSON.parse(rest) as Message;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with a control character
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/**
 * Puts the pieces that a build prints together into plain lines. A carriage return ends a line too: cargo rewrites its
 * progress bar with it.
 */
export function lineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text.replace(COLOURS, '')).split(/[\r\n]/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) onLine(line.trimEnd());
  };
}

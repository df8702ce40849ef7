/** The answers of a batch, printed as they come in. */
import type { BatchRequest } from '../../core/batch-request.ts';
import { problemReply, type Reply } from '../../http/reply.ts';
import type { Dialect } from '../../protocol/dialect.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** What answers may come to before reads are left out, in bytes. */
const maxBytes = 8 * 1024 * 1024;

export type Answers = {
  /** Takes the reply to the request at that place in the batch. */
  give(at: number, reply: Reply): void;
  /** Takes the reply to a read: one that is too long to stand next to the others is refused, and can be asked again. */
  giveRead(at: number, reply: Reply, dialect: Dialect): void;
  /** Whether the request with the id, or one of the group of the name, was refused; undefined while it waits. */
  hasFailed(name: string): boolean | undefined;
  /** The body of the whole answer. */
  print(): string;
};

const encoder = new TextEncoder();

export function openAnswers(requests: readonly BatchRequest[]): Answers {
  const texts: string[] = [];
  const failed = new Map<string, boolean>();
  // Only reads ask for the bytes: of a batch of writes nobody counts them.
  let uncounted: string[] = [];
  let bytes = 0;
  const counted = (): number => {
    for (const text of uncounted) bytes += encoder.encode(text).length;
    uncounted = [];
    return bytes;
  };
  const keep = (at: number, { status }: Reply, text: string): void => {
    const { id, group } = requests[at] ?? {};
    texts[at] = text;
    uncounted.push(text);
    for (const name of [id, group]) {
      if (name !== undefined) failed.set(name, failed.get(name) === true || status >= 400);
    }
  };
  const print = (at: number, { status, headers, body }: Reply): string =>
    JSON.stringify({ id: requests[at]?.id, status, headers: lowered(headers), body });
  return {
    give: (at, reply) => keep(at, reply, print(at, reply)),
    giveRead(at, reply, dialect) {
      const text = print(at, reply);
      const before = counted();
      const fits = before === 0 || before + encoder.encode(text).length <= maxBytes;
      const kept = fits ? reply : problemReply(tooMuch(), dialect);
      keep(at, kept, fits ? text : print(at, kept));
    },
    hasFailed: (name) => failed.get(name),
    print: () => `{"responses":[${texts.join(',')}]}`,
  };
}

function tooMuch(): ProblemError {
  return new ProblemError('batch_full', 'The answers came to too many bytes; send this read in a batch of its own.');
}

/** OData JSON Format v4.01 §19.2 has the names of headers in small letters. */
function lowered(headers: Reply['headers']): Reply['headers'] {
  const named: Record<string, string> = {};
  for (const name in headers) named[name.toLowerCase()] = headers[name] ?? '';
  return named;
}

/** The text of `$deltatoken`: up to where a client knows what its query finds. */
import { ProblemError } from '../protocol/problem.ts';
import type { SyncHead } from '../protocol/sync-head.ts';
import { isCount, parseOpaque, printOpaque } from './opaque-text.ts';

/** A member that a query names, and its kind. */
export type NamedColumn = readonly [member: string, kind: string];

/**
 * There is no secret in a token, and none is needed: whoever follows a link sees what the same query shows them anyway,
 * whatever its token says. A forged one only makes its owner miss changes.
 */
export type DeltaToken = {
  /** The stamp up to which every change has been told. */
  readonly seq: number;
  /** The head of the journal that the answer was computed from, which may be later: the token's own witness. */
  readonly head: SyncHead;
  /** The epoch of the database. */
  readonly epoch: string;
  /** A fingerprint of whose records are seen, and of the view of the code. */
  readonly scope: string;
  /** A fingerprint of the query's text. */
  readonly query: string;
  /** The columns that the query names. */
  readonly columns: readonly NamedColumn[];
};

/** Tokens of another form are those of another release, or of somebody else. */
const form = 1;

export function printDeltaToken({ seq, head, epoch, scope, query, columns }: DeltaToken): string {
  return printOpaque([form, seq, head.seq, head.version, epoch, scope, query, columns.flat()]);
}

/** @throws ProblemError `invalid_query` for a text that is no token. */
export function parseDeltaToken(text: string): DeltaToken {
  const json = parseOpaque(text);
  const token = Array.isArray(json) ? tokenOf(json) : undefined;
  if (token !== undefined) return token;
  throw badToken('The token is none that the server made; follow links as they are.');
}

export const badToken = (detail: string): ProblemError =>
  new ProblemError('invalid_query', `$deltatoken: ${detail}`, { field: '$deltatoken' });

function tokenOf(json: readonly unknown[]): DeltaToken | undefined {
  const [found, seq, headSeq, version, epoch, scope, query, columns, ...more] = json;
  if (found !== form || more.length > 0 || !isCount(seq) || !isCount(headSeq)) return undefined;
  if (typeof epoch !== 'string' || !isHex(version, 16) || !isHex(scope, 14) || !isHex(query, 14) || seq > headSeq)
    return undefined;
  const named = namedColumns(columns);
  return named && { seq, head: { seq: headSeq, version }, epoch, scope, query, columns: named };
}

const isHex = (value: unknown, digits: number): value is string =>
  typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);

function namedColumns(flat: unknown): readonly NamedColumn[] | undefined {
  if (!Array.isArray(flat) || flat.length % 2 !== 0 || !flat.every((part) => typeof part === 'string'))
    return undefined;
  return flat.flatMap((member, at) => (at % 2 === 0 ? [[member, flat[at + 1] ?? ''] as const] : []));
}

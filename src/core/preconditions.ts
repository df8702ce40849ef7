/** The conditional headers of a request (RFC 9110 §13), read and, for reads, evaluated. */
import type { Dialect } from '../protocol/dialect.ts';
import { parseEntityTags } from '../protocol/etag.ts';
import type { Preconditions } from './operation.ts';

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Whole seconds since 1970; §13.1.3 and §13.1.4 want a date that is none to be ignored. */
function parseHttpDate(text: string | undefined): number | undefined {
  return text === undefined || !httpDate.test(text) ? undefined : Date.parse(text) / 1000;
}

/**
 * The preconditions that a request's headers state. Dialect 2.0 knows `If-Match` alone.
 *
 * @throws ProblemError `invalid_precondition` when a list of tags cannot be understood.
 */
export function readPreconditions(header: (name: string) => string | undefined, dialect: Dialect): Preconditions {
  const tags = (name: string) => {
    const text = header(name);
    return text === undefined ? undefined : parseEntityTags(name, text, dialect);
  };
  const ifMatch = tags('If-Match');
  if (dialect === '2.0') return ifMatch === undefined ? {} : { ifMatch };
  const ifNoneMatch = tags('If-None-Match');
  const unmodified = parseHttpDate(header('If-Unmodified-Since'));
  const modified = parseHttpDate(header('If-Modified-Since'));
  return {
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    ...(unmodified === undefined ? {} : { unmodifiedSinceSeconds: unmodified }),
    ...(modified === undefined ? {} : { modifiedSinceSeconds: modified }),
  };
}

type Stamped = { readonly version: string; readonly updatedAtMs: number };

/** What the preconditions make of a read, in the order of §13.2.2. */
export function evaluateRead(conditions: Preconditions, record: Stamped): 'fresh' | 'not_modified' | 'failed' {
  const { ifMatch, ifNoneMatch, unmodifiedSinceSeconds, modifiedSinceSeconds } = conditions;
  const names = (tags: readonly string[] | '*'): boolean => tags === '*' || tags.includes(record.version);
  const lastModified = Math.floor(record.updatedAtMs / 1000);
  if (ifMatch !== undefined) {
    if (!names(ifMatch)) return 'failed';
  } else if (unmodifiedSinceSeconds !== undefined && lastModified > unmodifiedSinceSeconds) {
    return 'failed';
  }
  if (ifNoneMatch !== undefined) return names(ifNoneMatch) ? 'not_modified' : 'fresh';
  const unchanged = modifiedSinceSeconds !== undefined && lastModified <= modifiedSinceSeconds;
  return unchanged ? 'not_modified' : 'fresh';
}

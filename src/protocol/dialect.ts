/** Which of the two wire dialects a request speaks (protocol versions 2.0 and 3.0). */
import { ProblemError } from './problem.ts';

/** `2.0`: Azure Mobile Apps clients 2.x to 4.x. `3.0`: Datasync, the Community Toolkit and ours. */
export type Dialect = '2.0' | '3.0';

/** The header, and the query parameter of the same name in any case, that names the version. */
export const versionHeader = 'ZUMO-API-VERSION';

const versionOf: Record<string, Dialect> = { '2.0': '2.0', '3.0': '3.0' };

/**
 * The dialect that a version text names; `3.0` when there is none, since toolkit clients send none.
 *
 * @throws ProblemError `unsupported_version` for anything but `2.0`, `2.0.n`, `3.0` and `3.0.n`.
 */
export function parseDialect(version: string | undefined): Dialect {
  if (version === undefined) return '3.0';
  const match = /^([23]\.0)(?:\.\d+)?$/.exec(version);
  const dialect = match === null ? undefined : versionOf[match[1] ?? ''];
  if (dialect !== undefined) return dialect;
  throw new ProblemError(
    'unsupported_version',
    `An invalid API version was specified: "${version.slice(0, 20)}". Send ${versionHeader}: 2.0.0 or 3.0.0.`,
    { field: versionHeader },
  );
}

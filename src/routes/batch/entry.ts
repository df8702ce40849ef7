/** One request of a batch, as its route is asked it. */
import type { BatchRequest } from '../../core/batch-request.ts';
import { parseAddress } from '../../http/address.ts';
import type { Asked } from '../../http/asked.ts';
import { dialectOf } from '../../http/dialect.ts';
import type { FindServed } from '../../http/table.ts';
import { type Dialect, versionHeader } from '../../protocol/dialect.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { QueryParam } from '../../protocol/query-string.ts';
import { recordVerbs, tableVerbs, type Verbs } from '../verbs.ts';
import { bodyWithin } from './entry-body.ts';
import { addressWithin, checkCredentials, headersWithin, type Outer } from './outer.ts';

/** Where a request of a batch leads. */
type Addressed = {
  /** The whole address, with its path below that of the service, decoded, and its parameters. */
  readonly url: string;
  readonly path: readonly string[];
  readonly params: readonly QueryParam[];
  readonly dialect: Dialect;
};

/** @throws ProblemError of an address, or a version, that no request by itself could have either. */
export function readEntry(outer: Outer, request: BatchRequest): Addressed {
  const { url, path } = addressWithin(outer, request.url);
  const params = parseAddress(url);
  const dialect = dialectOf(params, request.headers.get(versionHeader.toLowerCase())) ?? outer.caller.dialect;
  return { url, path, params, dialect };
}

/**
 * The request, with the verbs that its address takes.
 *
 * @throws ProblemError `unknown_route`, `unknown_table`, `body_too_large`; `invalid_request` for other credentials.
 */
export function openEntry(
  outer: Outer,
  find: FindServed,
  request: BatchRequest,
  { url, path, params, dialect }: Addressed,
): { readonly asked: Asked; readonly verbs: Verbs } {
  checkCredentials(outer, request);
  const [root, name, id = '', ...more] = path;
  if (root !== 'tables' || name === undefined || name === '') throw nothingThere();
  const { table, code } = find(name);
  if (more.length > 0) throw nothingThere();
  const { header, body } = bodyWithin(outer, request);
  const asked: Asked = {
    ...outer.caller,
    dialect,
    // Only code looks at all of them.
    headers: code === undefined ? outer.caller.headers : headersWithin(outer, request),
    url,
    params,
    table,
    code,
    id: id === '' ? undefined : id,
    header,
    body,
  };
  return { asked, verbs: id === '' ? tableVerbs : recordVerbs };
}

function nothingThere(): ProblemError {
  return new ProblemError('unknown_route', 'A batch takes requests to /tables/{table} and /tables/{table}/{id}.');
}

/** Which methods an address below `/tables` takes, which verb each of them is, and what its user must be let do. */
import { requireAccess } from '../http/access.ts';
import type { Asked } from '../http/asked.ts';
import type { Plan, Verb } from '../http/plan.ts';
import type { TableOperation } from '../table/access.ts';
import { digest } from './digest.ts';
import { insert } from './insert.ts';
import { list } from './list.ts';
import { query } from './query.ts';
import { read } from './read.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { undelete } from './undelete.ts';
import { update } from './update.ts';

export type Verbs = { readonly [method: string]: Verb };

/** `/tables/{table}`. */
export const tableVerbs: Verbs = {
  GET: needs('read', list),
  POST: needs('insert', insert),
  PATCH: needs('update', update),
};

/** `/tables/{table}/{id}`. */
export const recordVerbs: Verbs = {
  GET: needs('read', readOrDigest),
  POST: either(isQuery, needs('read', query), needs('undelete', undelete)),
  PATCH: needs('update', update),
  PUT: needs('update', replace),
  DELETE: needs('delete', remove),
};

/** The verb for those whom the table lets do the operation, before anything else of the request is looked at. */
function needs(operation: TableOperation, verb: Verb): Verb {
  return (asked) => {
    requireAccess(asked.table, operation, asked.principal);
    return verb(asked);
  };
}

function either(isFirst: (asked: Asked) => boolean, first: Verb, second: Verb): Verb {
  return (asked) => (isFirst(asked) ? first : second)(asked);
}

/**
 * One route for both: next to a route for `$query` alone, Hono would give up its one regular expression for all. A
 * record whose id is `$query` is named with its `$` percent-encoded.
 */
function isQuery({ url }: Asked): boolean {
  return /^[^?]*\/\$query(?:\?|$)/.test(url);
}

/** The same for `$digest`, which dialect 3.0 alone has. */
function readOrDigest(asked: Asked): Plan {
  const isDigest = asked.id === '$digest' && asked.dialect === '3.0' && /^[^?]*\/\$digest(?:\?|$)/.test(asked.url);
  return isDigest ? digest(asked) : read(asked);
}

/** The methods, as the header `Allow` lists them. */
export const allowedBy = (verbs: Verbs): string => Object.keys(verbs).join(', ');

/** Which methods an address below `/tables` takes, and which verb each of them is. */
import type { Asked } from '../http/asked.ts';
import type { Plan, Verb } from '../http/plan.ts';
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
export const tableVerbs: Verbs = { GET: list, POST: insert, PATCH: update };

/** `/tables/{table}/{id}`. */
export const recordVerbs: Verbs = {
  GET: readOrDigest,
  POST: queryOrUndelete,
  PATCH: update,
  PUT: replace,
  DELETE: remove,
};

/**
 * One route for both: next to a route for `$query` alone, Hono would give up its one regular expression for all. A record
 * whose id is `$query` is named with its `$` percent-encoded.
 */
function queryOrUndelete(asked: Asked): Plan | Promise<Plan> {
  return /^[^?]*\/\$query(?:\?|$)/.test(asked.url) ? query(asked) : undelete(asked);
}

/** The same for `$digest`, which dialect 3.0 alone has. */
function readOrDigest(asked: Asked): Plan {
  const isDigest = asked.id === '$digest' && asked.dialect === '3.0' && /^[^?]*\/\$digest(?:\?|$)/.test(asked.url);
  return isDigest ? digest(asked) : read(asked);
}

/** The methods, as the header `Allow` lists them. */
export const allowedBy = (verbs: Verbs): string => Object.keys(verbs).join(', ');

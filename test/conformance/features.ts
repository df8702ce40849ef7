/** How one sees whether a server has what cases from 301 on need: by requests that leave nothing behind. */
import type { Step } from './case.ts';
import type { Feature } from './feature-names.ts';
import { type Fetch, runCase } from './run-case.ts';

type Seen = {
  /** What is said of a server where it is not seen. */
  readonly lack: string;
  readonly steps: (table: string) => readonly Step[];
};

const none = "$filter=id%20eq%20'{uuid}'";

/** A key is known again where a removal of nothing is answered as a repeated one. */
const removal = (table: string, expect: Step['expect']): Step => ({
  method: 'DELETE',
  path: `/tables/${table}/{uuid}`,
  headers: { 'Idempotency-Key': '"{uuid2}:1"' },
  expect,
});

const seenBy: { readonly [name in Feature]: Seen } = {
  'delta-links': {
    lack: 'the server does not say that it applies the preference odata.track-changes',
    steps: (table) => [
      {
        method: 'GET',
        path: `/tables/${table}?${none}`,
        headers: { Prefer: 'odata.track-changes' },
        expect: { status: 200, headers: { 'Preference-Applied': { $matches: 'track-changes' } } },
      },
    ],
  },
  'sync-head': {
    lack: 'the answers of the server have no x-sync-head',
    steps: (table) => [
      {
        method: 'GET',
        path: `/tables/${table}?${none}`,
        expect: { status: 200, headers: { 'x-sync-head': { $present: true } } },
      },
    ],
  },
  'operation-keys': {
    lack: 'the server does not say Idempotent-Replayed of a repeated request',
    steps: (table) => [
      removal(table, { status: 404 }),
      removal(table, { status: 404, headers: { 'Idempotent-Replayed': 'true' } }),
    ],
  },
  digest: {
    lack: 'the server has no $digest of its lists',
    steps: (table) => [
      {
        method: 'GET',
        path: `/tables/${table}/$digest?${none}`,
        expect: { status: 200, body: { ranges: { $is: 'array' } } },
      },
    ],
  },
  batch: {
    lack: 'the server takes no batches at /$batch',
    steps: () => [
      { method: 'POST', path: '/$batch', body: { requests: [] }, expect: { status: 200, body: { responses: [] } } },
    ],
  },
};

/** Why a server lacks what a case on the table needs, or undefined if it has it: one request or two to see. */
export async function lackOf(feature: Feature, table: string, fetch: Fetch, base: string): Promise<string | undefined> {
  const { lack, steps } = seenBy[feature];
  const { ok } = await runCase({ dialect: '3.0', steps: steps(table) }, fetch, base);
  return ok ? undefined : lack;
}

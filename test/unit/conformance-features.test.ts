import { expect, test } from 'vitest';
import { type Feature, featureNames } from '../conformance/feature-names.ts';
import { lackOf } from '../conformance/features.ts';
import type { Fetch } from '../conformance/run-case.ts';

/** A server of the table protocol alone, which passes over headers that it does not know. */
const plain: Fetch = async (url, { method }) => {
  const isList = method === 'GET' && new URL(url).pathname === '/tables/todoitem';
  return isList ? new Response('{"items":[]}') : new Response('{"title":"Not Found"}', { status: 404 });
};

/** The same with one feature more, as far as one looks. */
const having: { readonly [name in Feature]: Fetch } = {
  'delta-links': async (url, init) => {
    const applied = init.headers.prefer === undefined ? {} : { 'Preference-Applied': 'odata.track-changes' };
    return new Response(await (await plain(url, init)).text(), { headers: applied });
  },
  'sync-head': async (url, init) => {
    return new Response(await (await plain(url, init)).text(), { headers: { 'x-sync-head': '0.0000000000000000' } });
  },
  'operation-keys': remembering(),
  digest: async (url, init) => {
    return url.includes('/$digest?') ? new Response('{"ranges":[{"count":0}]}') : plain(url, init);
  },
  batch: async (url, init) => (url.endsWith('/$batch') ? new Response('{"responses":[]}') : plain(url, init)),
};

/** Keys that have come before are known again. */
function remembering(): Fetch {
  const known = new Set<string | undefined>();
  return async (_, init) => {
    const key = init.headers['idempotency-key'];
    const replayed = known.has(key) ? { 'Idempotent-Replayed': 'true' } : {};
    known.add(key);
    return new Response('{}', { status: 404, headers: replayed });
  };
}

test.each(featureNames)('a server of the table protocol alone is seen to lack %s', async (feature) => {
  expect(await lackOf(feature, 'todoitem', plain, 'http://host')).toMatch(/^the (server|answers)/);
});

test.each(featureNames)('a server that has %s is seen to have it, and nothing else', async (feature) => {
  const lacks = await Promise.all(
    featureNames.map(async (other) =>
      (await lackOf(other, 'todoitem', having[feature], 'http://host')) ? [] : [other],
    ),
  );
  expect(lacks.flat()).toEqual([feature]);
});

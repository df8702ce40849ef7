import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClient } from '../../../client/client.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { SyncError } from '../../../client/sync-error.ts';
import { type KillableWorker, openKillableWorker } from '../../node/faults/killable-worker.ts';
import { runs } from '../../runs.ts';
import { type Fault, type FaultProxy, openFaultProxy, printAnswer } from './fault-proxy.ts';

type Tables = { todoitem: { id: string; text: string | null; complete: boolean } };

let worker: KillableWorker;
let proxy: FaultProxy;
let operations = 0;
beforeAll(async () => {
  worker = await openKillableWorker();
}, 60_000);
beforeEach(async () => {
  proxy = await openFaultProxy(worker.url);
});
afterEach(() => proxy.close());
afterAll(() => worker.remove());

const openClient = (url: string) => createClient<Tables>({ url, store: memoryStore(), timeoutMs: 1500 });

/** Does it until it goes through; faults may stop it as often as there are faults. */
async function insist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempts = 0; ; attempts += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SyncError) || attempts > 40) throw error;
    }
  }
}

/** Edits on a device are pushed and pulled through the faults; the service and the device must end up the same. */
async function syncThrough(pushFaults: readonly Fault[], pullFaults: readonly Fault[]): Promise<void> {
  const client = openClient(proxy.url);
  const todos = client.syncTable('todoitem');
  const [kept, edited, removed] = await Promise.all(
    ['kept', 'edited', 'removed'].map((text) => todos.insert({ text, complete: false })),
  );
  proxy.faults.push(...pushFaults);
  const push = () => insist(() => client.syncContext.push());
  expect((await push()).errors).toEqual([]);
  await todos.update({ id: edited?.id ?? '', text: 'edited twice' });
  await todos.remove({ id: removed?.id ?? '' });
  expect((await push()).errors).toEqual([]);
  operations += 5;
  expect(await client.syncContext.pendingCount()).toBe(0);

  proxy.faults.splice(0, Infinity, ...pullFaults);
  const other = openClient(proxy.url);
  const pulled = other.syncTable('todoitem');
  const ids = [kept, edited, removed].map((record) => record?.id ?? '');
  const mine = pulled.where((todo) => todo.id.in(ids));
  await insist(() => other.syncContext.pull(mine, null));
  proxy.faults.length = 0;
  const here = await todos.orderBy('text').read();
  const there = await pulled.orderBy('text').read();
  expect(here.map(({ text }) => text)).toEqual(['edited twice', 'kept']);
  expect(there.map(({ id, text }) => [id, text])).toEqual(here.map(({ id, text }) => [id, text]));
  await Promise.all([client.close(), other.close()]);
}

const page = '<!doctype html><title>Sign in</title>';
const answers = [
  ['429', printAnswer('429 Too Many Requests', 'text/plain', 'slow', ['Retry-After: 0'])],
  ['502 with a page', printAnswer('502 Bad Gateway', 'text/html', page)],
  ['503', printAnswer('503 Service Unavailable', 'application/json', '{}', ['Retry-After: 0'])],
  ['200 with a page', printAnswer('200 OK', 'text/html', page)],
  ['half of a head', 'HTTP/1.1 200 OK\r\nContent-Len'],
] as const;

const kinds: readonly (readonly [string, Fault])[] = [
  ['a stalled answer', { kind: 'stall' }],
  ['a request that arrives twice', { kind: 'duplicate' }],
  ['a copy of a request that arrives late', { kind: 'late copy' }],
  ...answers.flatMap(([name, text]) => [
    [`${name} instead of the service`, { kind: 'answer', text, reached: false }] as const,
    [`${name} instead of the answer of the service`, { kind: 'answer', text, reached: true }] as const,
  ]),
];

test.each(kinds)(
  '%s, at any request, leaves every edit applied once',
  async (_, fault) => {
    await syncThrough([fault], [fault]);
    await syncThrough([{ kind: 'none' }, fault, { kind: 'none' }, fault], [fault, fault]);
  },
  60_000,
);

const parts = Array.from({ length: 24 }, (_, at) => at / 24);

test.each(['cut request', 'cut answer'] as const)(
  'a %s, in 24 places, leaves every edit applied once',
  async (kind) => {
    for (const part of parts) await syncThrough([{ kind, part }], [{ kind, part }]);
  },
  120_000,
);

const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom(...kinds.map(([, fault]) => fault).filter(({ kind }) => kind !== 'stall')),
  fc.record({ kind: fc.constantFrom('cut request' as const, 'cut answer' as const), part }),
  fc.constant<Fault>({ kind: 'none' }),
);

test('faults in any order leave every edit applied once', async () => {
  const list = fc.array(anyFault, { maxLength: 12 });
  await fc.assert(fc.asyncProperty(list, list, syncThrough), runs(20));
}, 120_000);

test('1,000 edits take a few requests, and are made once when answers are lost on the way', async () => {
  let requests = 0;
  const counted: typeof fetch = (input, init) => {
    requests += 1;
    return fetch(input, init);
  };
  const environment = { fetch: counted };
  const client = createClient<Tables>({ url: proxy.url, store: memoryStore(), timeoutMs: 20_000, environment });
  const todos = client.syncTable('todoitem');
  const ids = Array.from({ length: 1000 }, (_, at) => `many-${at}`);
  await Promise.all(ids.map((id) => todos.insert({ id, text: id, complete: false })));
  proxy.faults.push({ kind: 'cut answer', part: 0.5 }, { kind: 'cut request', part: 0.5 }, { kind: 'duplicate' });
  await insist(() => client.syncContext.push());
  expect(requests).toBeLessThan(5);
  expect(await client.syncContext.pendingCount()).toBe(0);

  // Somebody else edits one of them, and this device all.
  await client.table('todoitem').update({ id: 'many-500', text: 'theirs' });
  await Promise.all(ids.map((id) => todos.update({ id, complete: true })));
  proxy.faults.push({ kind: 'cut answer', part: 0.9 });
  const { errors } = await insist(() => client.syncContext.push());
  expect(errors).toMatchObject([{ id: 'many-500', status: 412, serverRecord: { text: 'theirs' } }]);
  expect(await client.syncContext.pendingCount()).toBe(1);
  operations += 2000;
  await client.close();
}, 60_000);

test('of all these edits the service has made each once', async () => {
  await worker.kill();
  const [made] = worker.query(`SELECT count(*) AS n, count(DISTINCT client || ':' || n) AS keys
    FROM sync_journal WHERE status IN (200, 201)`);
  expect(made).toEqual({ n: operations, keys: operations });
}, 60_000);

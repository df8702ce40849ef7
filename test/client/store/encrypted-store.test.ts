import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import type { LocalStore, StoreKind } from '../../../client/store/local-store.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { StoreError } from '../../../client/store/store-error.ts';
import { encryptedStore, type Secret, WrongKeyError } from '../../../examples/encrypted-store/encrypted-store.ts';
import { localStoreContract } from './contract.ts';
import { whileOpen } from './while-open.ts';

const folder = mkdtempSync(`${tmpdir()}/stores-`);
afterAll(() => rmSync(folder, { recursive: true }));

const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const key = await newKey();

localStoreContract('encrypted memory', () => encryptedStore(memoryStore(), key));
localStoreContract('encrypted SQLite', () => encryptedStore(sqliteStore(nodeSqlite(folder)), key));

const phrase = (passphrase: string): Secret => ({ passphrase, iterations: 1_000 });

const withStore = <Result>(kind: StoreKind, use: (store: LocalStore) => Promise<Result>): Promise<Result> =>
  whileOpen(kind, 'vault', use);

const write = (store: LocalStore): Promise<void> =>
  store.transact('edit', async ({ records, config }) => {
    await records('diary').put([['first day', { local: { text: 'a secret of mine' } }]]);
    await config.put([['mark', 'also hidden']]);
  });
const read = (store: LocalStore): Promise<unknown> =>
  store.transact('read', async ({ records, config }) => [await records('diary').list(), await config.list()]);
const written = [[['first day', { local: { text: 'a secret of mine' } }]], [['mark', 'also hidden']]];
const rowsOf = (below: StoreKind): Promise<unknown> =>
  withStore(below, (store) => store.transact('read', ({ config }) => config.list()));

test('what was written with a passphrase is read with it', async () => {
  const below = memoryStore();
  await withStore(encryptedStore(below, phrase('right')), write);
  expect(await withStore(encryptedStore(below, phrase('right')), read)).toEqual(written);
  // How often the passphrase was hashed is known from the first time.
  const later: Secret = { passphrase: 'right', iterations: 2_000 };
  expect(await withStore(encryptedStore(below, later), read)).toEqual(written);
});

test('nothing can be read in the file: no value, no id, no name of a table', async () => {
  const own = `${folder}/own`;
  const kind = encryptedStore(sqliteStore(nodeSqlite(own)), phrase('right'));
  await withStore(kind, async (store) => {
    await write(store);
    const texts = readdirSync(own).map((file) => readFileSync(`${own}/${file}`, 'latin1'));
    expect(texts.some((text) => text.includes('encryption'))).toBe(true);
    for (const hidden of ['secret', 'diary', 'first day', 'mark', 'right']) {
      expect(texts.filter((text) => text.includes(hidden))).toEqual([]);
    }
  });
});

test.each<[string, Secret | Promise<CryptoKey>]>([
  ['another passphrase', phrase('wrong')],
  ['no passphrase', phrase('')],
  ['another key', newKey()],
])('with %s nothing is read and nothing overwritten', async (_, secret) => {
  const below = memoryStore();
  await withStore(encryptedStore(below, phrase('right')), write);
  const before = await rowsOf(below);
  const attempt = encryptedStore(below, await secret).open('vault');
  await expect(attempt).rejects.toBeInstanceOf(WrongKeyError);
  await expect(attempt).rejects.toMatchObject({ code: 'unavailable' });
  expect(await rowsOf(below)).toEqual(before);
  expect(await withStore(encryptedStore(below, phrase('right')), read)).toEqual(written);
});

test('a database that is not encrypted is not taken for one that is', async () => {
  const below = memoryStore();
  await withStore(below, (store) => store.transact('edit', ({ config }) => config.put([['mark', 'plain']])));
  await expect(encryptedStore(below, key).open('vault')).rejects.toBeInstanceOf(WrongKeyError);
  expect(await rowsOf(below)).toEqual([['mark', 'plain']]);
});

test('what was moved or altered below is not taken for what was written', async () => {
  const below = memoryStore();
  await withStore(encryptedStore(below, key), write);
  await withStore(below, (store) =>
    store.transact('edit', async ({ config }) => {
      const [one, two] = await config.get(['1', '2']);
      await config.put([
        ['1', two ?? null],
        ['2', one ?? null],
      ]);
    }),
  );
  await expect(encryptedStore(below, key).open('vault')).rejects.toBeInstanceOf(WrongKeyError);
});

test('a change that the store below does not take is not made', async () => {
  const below = memoryStore();
  let isFull = false;
  const filling: StoreKind = {
    async open(name) {
      const store = await below.open(name);
      return {
        ...store,
        transact: async (kind, work) => {
          if (isFull && kind !== 'read') throw new StoreError('full', 'There is no room.');
          return store.transact(kind, work);
        },
      };
    },
    delete: (name) => below.delete(name),
  };
  await withStore(encryptedStore(filling, key), async (store) => {
    await write(store);
    isFull = true;
    const attempt = store.transact('edit', async ({ config, records }) => {
      await config.put([['mark', 'new']]);
      await records('diary').delete(['first day']);
    });
    await expect(attempt).rejects.toMatchObject({ code: 'full' });
    expect(await read(store)).toEqual(written);
    isFull = false;
    await store.transact('edit', ({ config }) => config.delete(['mark']));
  });
  expect(await withStore(encryptedStore(below, key), read)).toEqual([written[0], []]);
});

test('of two programs, the second to write is refused until it has read what the first has written', async () => {
  const below = memoryStore();
  await withStore(encryptedStore(below, key), async (one) => {
    await withStore(encryptedStore(below, key), write);
    const attempt = one.transact('edit', ({ config }) => config.put([['mark', 'mine']]));
    await expect(attempt).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
  });
  expect(await withStore(encryptedStore(below, key), read)).toEqual(written);
});

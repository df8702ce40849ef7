/**
 * The sealed values of one database, as rows of the store below: a number and a text that says nothing without the key.
 */
import type { LocalStore, TransactionKind } from '../../client/store/local-store.ts';
import { StoreError } from '../../client/store/store-error.ts';
import type { Changes } from './changes.ts';
import { deriveKey, newSalt, seal, unseal } from './seal.ts';

/** The key is not the one that the database was written with, or what was written was altered. Nothing was changed. */
export class WrongKeyError extends StoreError {
  constructor(cause: unknown) {
    super('unavailable', 'The database cannot be read with this key; give the key that it was written with.', cause);
  }
}

export type Secret = CryptoKey | { readonly passphrase: string; readonly iterations: number };

/** In the row `encryption`: what the key is made of besides the passphrase, a proof of the key, and who wrote last. */
type Header = { readonly salt: string; readonly iterations: number; readonly proof: string; readonly writes: number };

const headerRow = 'encryption';

export class Vault {
  readonly #store: LocalStore;
  readonly #key: CryptoKey;
  readonly #rows = new Map<string, number>();
  #header: Header;
  #lastRow = 0;

  private constructor(store: LocalStore, key: CryptoKey, header: Header) {
    this.#store = store;
    this.#key = key;
    this.#header = header;
  }

  /** @throws WrongKeyError when the secret is another, or the database is not one of this kind */
  static async open(store: LocalStore, secret: Secret): Promise<Vault> {
    const [found, rows] = await store.transact('read', async ({ config }) => [
      readHeader((await config.get([headerRow]))[0]),
      await config.count(),
    ]);
    if (found === undefined && rows > 0) throw new WrongKeyError(undefined);
    const start = found ?? { salt: newSalt(), iterations: 'passphrase' in secret ? secret.iterations : 0, writes: 0 };
    const key = 'passphrase' in secret ? await deriveKey(secret.passphrase, start.salt, start.iterations) : secret;
    if (found !== undefined) {
      await unsealed(key, headerRow, found.proof);
      return new Vault(store, key, found);
    }
    const header = { ...start, proof: await seal(key, headerRow, headerRow) };
    await store.transact('edit', ({ config }) => config.put([[headerRow, header]]));
    return new Vault(store, key, header);
  }

  /** All that is kept, by where it is. */
  async read(): Promise<readonly (readonly [place: string, text: string])[]> {
    const rows = await this.#store.transact('read', ({ config }) => config.list());
    const sealed = rows.filter(([row]) => row !== headerRow);
    return Promise.all(
      sealed.map(async ([row, text]) => {
        const [place, value]: [string, string] = JSON.parse(await unsealed(this.#key, row, String(text)));
        this.#rows.set(place, Number(row));
        this.#lastRow = Math.max(this.#lastRow, Number(row));
        return [place, value] as const;
      }),
    );
  }

  /** Writes all of it in one transaction, or nothing. @throws StoreError when another program has written since */
  async write(kind: TransactionKind, changes: Changes): Promise<void> {
    const header = { ...this.#header, writes: this.#header.writes + 1 };
    const gone = [...changes].flatMap(([place, text]) => (text === undefined ? [place] : []));
    const kept = [...changes].flatMap(([place, text]) => (text === undefined ? [] : [[place, text] as const]));
    let lastRow = this.#lastRow;
    const placed = kept.map(([place, text]) => {
      const row = this.#rows.get(place) ?? ++lastRow;
      return { place, text, row };
    });
    const puts = await Promise.all(
      placed.map(async ({ place, text, row }) => {
        return [`${row}`, await seal(this.#key, `${row}`, JSON.stringify([place, text]))] as const;
      }),
    );
    await this.#store.transact(kind, async ({ config }) => {
      const stored = readHeader((await config.get([headerRow]))[0]);
      if (stored?.writes !== this.#header.writes) {
        throw new StoreError('failed', 'Another program has written to this database; close it and open it again.');
      }
      await config.put([[headerRow, header], ...puts]);
      await config.delete(gone.flatMap((place) => this.#rows.get(place)?.toString() ?? []));
    });
    this.#header = header;
    this.#lastRow = lastRow;
    for (const { place, row } of placed) this.#rows.set(place, row);
    for (const place of gone) this.#rows.delete(place);
  }
}

function readHeader(value: unknown): Header | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { salt, iterations, proof, writes }: { readonly [member: string]: unknown } = { ...value };
  if (typeof salt !== 'string' || typeof iterations !== 'number') return undefined;
  if (typeof proof !== 'string' || typeof writes !== 'number') return undefined;
  return { salt, iterations, proof, writes };
}

async function unsealed(key: CryptoKey, place: string, sealed: string): Promise<string> {
  try {
    return await unseal(key, place, sealed);
  } catch (error) {
    throw new WrongKeyError(error);
  }
}

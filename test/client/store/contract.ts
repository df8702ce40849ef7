/** What every kind of local store does, as tests: for any runner, in Node and in a page. */
import { describe } from 'vitest';
import { declareCollections } from './contract/collections.ts';
import { declareDatabases } from './contract/databases.ts';
import { cleanStores, type OpenKind } from './contract/stores.ts';
import { declareTransactions } from './contract/transactions.ts';
import { declareValues } from './contract/values.ts';

/** Declares the tests of a kind of store; `name` is how they call it. */
export function localStoreContract(name: string, openKind: OpenKind): void {
  describe(name, () => {
    const stores = cleanStores(openKind);
    describe('collections', () => declareCollections(stores));
    describe('values', () => declareValues(stores));
    describe('transactions', () => declareTransactions(stores));
    describe('databases', () => declareDatabases(stores));
  });
}

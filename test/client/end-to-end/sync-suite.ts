/** What apps do with the client and the real service, with any kind of store: for any runner, in Node and in a page. */
import { describe } from 'vitest';
import type { OpenKind } from '../store/contract/stores.ts';
import { declareColumns } from './columns.ts';
import { declareConcepts } from './concepts.ts';
import { declareConflicts } from './conflicts.ts';
import { declareCordova } from './cordova.ts';
import { declareEdits } from './edits.ts';
import { declareIos } from './ios.ts';
import { declarePages } from './pages.ts';
import { declareQueries } from './queries.ts';
import { declareRestarts } from './restarts.ts';
import { User } from './user.ts';
import { declareUsers } from './users.ts';
import { declareXamarin } from './xamarin.ts';

/** Declares the tests of a kind of store; `name` is how they call it, `service` the address of test/worker/owned. */
export function syncSuite(name: string, openKind: OpenKind, service: string): void {
  describe(name, () => {
    const newUser = (): User => new User(service, openKind);
    describe('the concepts', () => declareConcepts(newUser));
    describe('the iOS quickstart', () => declareIos(newUser));
    describe('the Cordova quickstart', () => declareCordova(newUser));
    describe('the Xamarin quickstart', () => declareXamarin(newUser));
    describe('edits', () => declareEdits(newUser));
    describe('conflicts', () => declareConflicts(newUser));
    describe('pages', () => declarePages(newUser));
    describe('restarts', () => declareRestarts(newUser));
    describe('columns', () => declareColumns(newUser));
    describe('users', () => declareUsers(newUser));
    describe('queries', () => declareQueries(newUser));
  });
}

import { inject } from 'vitest';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import { syncSuite } from '../end-to-end/sync-suite.ts';

syncSuite('IndexedDB', () => indexedDbStore(), inject('service'));

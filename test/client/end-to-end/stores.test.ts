import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, inject } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { betterSqlite3 } from '../../../client/store/sqlite/better-sqlite3.ts';
import { capacitorSqlite } from '../../../client/store/sqlite/capacitor.ts';
import { cordovaSqlite } from '../../../client/store/sqlite/cordova.ts';
import { expoSqlite } from '../../../client/store/sqlite/expo.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { encryptedStore } from '../../../examples/encrypted-store/encrypted-store.ts';
import { BetterSqlite3 } from '../store/drivers/better-sqlite3.ts';
import { CapacitorSqliteConnection, type NativeConnections } from '../store/drivers/capacitor-sqlite.ts';
import { cordovaSqliteIn } from '../store/drivers/cordova-sqlite.ts';
import { expoSqliteIn } from '../store/drivers/expo-sqlite.ts';
import { syncSuite } from './sync-suite.ts';

const folder = mkdtempSync(`${tmpdir()}/devices-`);
afterAll(() => rmSync(folder, { recursive: true }));
const service = inject('service');

const memory = memoryStore();
syncSuite('memory', () => memory, service);

syncSuite('SQLite by node:sqlite', () => sqliteStore(nodeSqlite(folder)), service);

syncSuite('SQLite by better-sqlite3', () => sqliteStore(betterSqlite3(BetterSqlite3, folder)), service);

syncSuite('SQLite by expo-sqlite', () => sqliteStore(expoSqlite(expoSqliteIn(folder))), service);

const native: NativeConnections = new Map();
syncSuite(
  'SQLite by @capacitor-community/sqlite',
  () => sqliteStore(capacitorSqlite(new CapacitorSqliteConnection(folder, native))),
  service,
);

syncSuite('SQLite by cordova-sqlite-storage', () => sqliteStore(cordovaSqlite(cordovaSqliteIn(folder))), service);

const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
syncSuite('encrypted SQLite', () => encryptedStore(sqliteStore(nodeSqlite(folder)), key), service);

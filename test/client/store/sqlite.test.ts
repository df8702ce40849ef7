import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll } from 'vitest';
import { betterSqlite3 } from '../../../client/store/sqlite/better-sqlite3.ts';
import { capacitorSqlite } from '../../../client/store/sqlite/capacitor.ts';
import { cordovaSqlite } from '../../../client/store/sqlite/cordova.ts';
import { expoSqlite } from '../../../client/store/sqlite/expo.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { localStoreContract } from './contract.ts';
import { BetterSqlite3 } from './drivers/better-sqlite3.ts';
import { CapacitorSqliteConnection, type NativeConnections } from './drivers/capacitor-sqlite.ts';
import { cordovaSqliteIn } from './drivers/cordova-sqlite.ts';
import { expoSqliteIn } from './drivers/expo-sqlite.ts';

const folder = mkdtempSync(`${tmpdir()}/stores-`);
afterAll(() => rmSync(folder, { recursive: true }));

localStoreContract('SQLite by node:sqlite', () => sqliteStore(nodeSqlite(`${folder}/node`)));

localStoreContract('SQLite by better-sqlite3', () => sqliteStore(betterSqlite3(BetterSqlite3, `${folder}/better`)));

localStoreContract('SQLite by expo-sqlite', () => sqliteStore(expoSqlite(expoSqliteIn(folder))));

const native: NativeConnections = new Map();
localStoreContract('SQLite by @capacitor-community/sqlite', () =>
  sqliteStore(capacitorSqlite(new CapacitorSqliteConnection(folder, native))),
);

localStoreContract('SQLite by cordova-sqlite-storage', () => sqliteStore(cordovaSqlite(cordovaSqliteIn(folder))));

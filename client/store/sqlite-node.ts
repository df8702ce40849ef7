/** The drivers of SQLite for Node. */
export { betterSqlite3 } from './sqlite/better-sqlite3.ts';
export { nodeSqlite } from './sqlite/node.ts';

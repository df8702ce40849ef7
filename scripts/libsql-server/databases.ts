/** The databases of a folder, a file each, made when they are first asked for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type Connection = Database.Database;

/** A connection that one stream has to itself; whoever gives it back leaves no transaction open on it. */
export type Loan = { readonly connection: Connection; giveBack(): void };

export type Databases = {
  lend(name: string): Loan;
  /** Lets go of the files; connections that are still on loan are closed when they come back. */
  close(): void;
};

function connect(file: string): Connection {
  const connection = new Database(file);
  connection.exec('PRAGMA journal_mode = WAL');
  // Safe against the end of a process at any point, and 30 times as fast as FULL, which withstands a power cut.
  connection.exec('PRAGMA synchronous = NORMAL');
  return connection;
}

/**
 * The databases of a folder: `{folder}/{name}.db`. Connections are kept and lent again, since each new one takes a
 * millisecond to read the schema; so a client sees the pragmas and temporary tables that another has left.
 */
export function openDatabases(folder: string): Databases {
  mkdirSync(folder, { recursive: true });
  const idle = new Map<string, Connection[]>();
  let isClosed = false;
  return {
    lend(name) {
      const kept = idle.get(name) ?? [];
      idle.set(name, kept);
      const connection = kept.pop() ?? connect(join(folder, `${name}.db`));
      return { connection, giveBack: () => void (isClosed ? connection.close() : kept.push(connection)) };
    },
    close() {
      isClosed = true;
      for (const connection of [...idle.values()].flat()) connection.close();
    },
  };
}

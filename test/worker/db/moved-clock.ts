/** A clock of the database that tests set. */
import { type Environment, realEnvironment } from '../../../src/core/environment.ts';
import { db } from '../database.ts';

export type MovedClock = {
  readonly environment: Environment;
  now(): number;
  /** Lets so much time pass, for the database and for the worker. */
  pass(ms: number): Promise<void>;
};

/** Puts the clock of the test file's database, and of the environment that is returned, into the hands of the test. */
export async function moveClock(): Promise<MovedClock> {
  let now = Date.now();
  const statements = [
    'CREATE TABLE test_clock (now INTEGER NOT NULL)',
    `INSERT INTO test_clock VALUES (${now})`,
    'DROP VIEW sync_clock',
    'CREATE VIEW sync_clock AS SELECT now FROM test_clock',
  ];
  await db.write(statements.map((sql) => ({ sql, params: [] })));
  return {
    environment: { ...realEnvironment, now: () => now },
    now: () => now,
    pass: async (ms) => {
      now += ms;
      await db.write([{ sql: 'UPDATE test_clock SET now = CAST(?1 AS INTEGER)', params: [now] }]);
    },
  };
}

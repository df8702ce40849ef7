/** The test database with connections that are lost, before or after what was asked has been committed. */
import { DatabaseError, type Db, type Statement } from '../../src/db/db.ts';
import { db } from './database.ts';

export type Fault = 'before the commit' | 'after the commit';
type Run = (statements: readonly Statement[]) => ReturnType<Db['write']>;

const lost = () => new DatabaseError('unavailable', new Error('Network connection lost: secret SQL'));

type FaultyDatabase = Db & {
  /** How many calls it got. */
  calls(): number;
};

/** The test database, whose calls fail in the given ways, in their order; undefined and those after the list do not. */
export function openFaulty(faults: readonly (Fault | undefined)[]): FaultyDatabase {
  let calls = 0;
  const run =
    (call: Run): Run =>
    async (statements) => {
      const fault = faults[calls];
      calls += 1;
      if (fault === 'before the commit') throw lost();
      const rows = await call(statements);
      if (fault === 'after the commit') throw lost();
      return rows;
    };
  return { read: run(db.read), write: run(db.write), calls: () => calls };
}

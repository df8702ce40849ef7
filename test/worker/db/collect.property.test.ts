/** Whatever happens when: nothing is applied twice, and nobody misses a removal without being told. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../../src/core/operation.ts';
import { collect } from '../../../src/db/collect/collect.ts';
import { withHistory } from '../../../src/db/history.ts';
import { type Query, runQuery } from '../../../src/db/query.ts';
import { write } from '../../../src/db/write/write.ts';
import { runs } from '../../runs.ts';
import { db } from '../database.ts';
import { draft } from '../tables.ts';
import { type MovedClock, moveClock } from './moved-clock.ts';
import { deleteOf, insertOf, uuid } from './operations.ts';
import { isTooLate } from './too-late.ts';

const day = 86_400_000;
const keepJournal = { days: 35 };

let clock: MovedClock;
beforeAll(async () => {
  clock = await moveClock();
});

type Command =
  /** A new operation of one of three clients; `skipped` numbers before it are sent later, or never. */
  | { readonly do: 'send'; readonly client: number; readonly skipped: number; readonly removes: boolean }
  /** One of the operations that were sent or skipped, again. */
  | { readonly do: 'repeat'; readonly which: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'collect'; readonly maxSteps: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      client: fc.nat(2),
      skipped: fc.nat(1),
      removes: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 40 * 1440 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('collect' as const), maxSteps: fc.integer({ min: 1, max: 4 }) }),
  },
);

type Known = { readonly operation: Operation; answer?: number | string; decidedAt?: number; applied: number };

/** One trace: what was sent, and what must hold of it. */
class Trace {
  private readonly known: Known[] = [];
  private readonly removals: { readonly id: string; readonly stamp: number }[] = [];
  private readonly seen: number[] = [0];
  private readonly clients = [uuid(), uuid(), uuid()];
  private readonly last = [0, 0, 0];

  async run(command: Command): Promise<void> {
    if (command.do === 'wait') return clock.pass(command.minutes * 60_000);
    if (command.do === 'collect') {
      await collect({ db, environment: clock.environment }, [draft], { keepJournal, maxSteps: command.maxSteps });
      return this.checkReaders();
    }
    const known = command.do === 'send' ? this.make(command) : this.known[command.which % (this.known.length || 1)];
    if (known !== undefined) await this.send(known);
  }

  private make({ client, skipped, removes }: Extract<Command, { do: 'send' }>): Known | undefined {
    for (let left = skipped; left >= 0; left -= 1) {
      const n = (this.last[client] ?? 0) + 1;
      this.last[client] = n;
      const key = { client: this.clients[client] ?? '', n };
      const target = this.known.findLast(({ operation, applied }) => operation.kind === 'insert' && applied > 0);
      const operation =
        removes && target !== undefined ? deleteOf(target.operation.id ?? '', { key }) : insertOf(uuid(), {}, { key });
      this.known.push({ operation, applied: 0 });
    }
    return this.known.at(-1);
  }

  private async send(known: Known): Promise<void> {
    const { operation } = known;
    const entries = [{ table: draft, entry: operation }];
    const [outcome] = await write({ db, environment: clock.environment, principal: undefined }, entries);
    if (outcome === undefined) throw new Error('An operation has no outcome.');
    const answer = outcome.kind === 'written' ? outcome.status : outcome.problem.code;
    if (outcome.kind === 'written' && !outcome.replayed) {
      known.applied += 1;
      const stamp = Number(outcome.record?.updatedAt);
      if (operation.kind === 'delete') this.removals.push({ id: operation.id ?? '', stamp });
      this.seen.push(stamp);
    }
    expect(known.applied).toBeLessThanOrEqual(1);
    if (known.answer === undefined) {
      known.answer = answer;
      known.decidedAt = clock.now();
    } else if (answer !== known.answer) {
      expect(answer).toBe('operation_expired');
      expect(clock.now() - (known.decidedAt ?? 0)).toBeGreaterThan(keepJournal.days * day);
    }
  }

  /** Everyone who saw the table at some stamp is told every later removal, or that it is too late. */
  private async checkReaders(): Promise<void> {
    const missed: Query<readonly unknown[]> = {
      statements: this.seen.map((stamp) => ({
        sql: 'SELECT count(*) AS n FROM json_each(?1) WHERE value NOT IN (SELECT id FROM draft WHERE deleted = 1)',
        params: [JSON.stringify(this.removals.filter((removal) => removal.stamp > stamp).map(({ id }) => id))],
      })),
      answer: (results) => results.map(([row]) => row?.n),
    };
    const { found, history } = await runQuery(db, withHistory(missed, draft, []));
    for (const [at, stamp] of this.seen.entries()) if (!isTooLate(history, stamp)) expect(found[at]).toBe(0);
  }
}

test('no key is applied twice, and no removal is missed in silence, at any times', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 60 }), async (commands) => {
      const trace = new Trace();
      for (const each of commands) await trace.run(each);
    }),
    runs(20),
  );
});

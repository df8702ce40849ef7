/** However it is written and however it is polled: who follows the links has what the server lists. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableCode } from '../../../src/code/table-code.ts';
import { runs } from '../../runs.ts';
import { type Send, serveCode } from '../coded.ts';
import { uuid } from '../db/operations.ts';
import { card, slip } from '../tables.ts';
import { type Poll, Poller } from './poller.ts';
import { someUser, someWrite, type Write } from './writes.ts';

const ofHeader = { view: ({ headers }: { headers: Headers }) => headers.get('x-view') ?? 'true' };
const viewed = serveCode(tableCode(card, ofHeader), tableCode(slip, ofHeader));
// Writes go through no view: code that writes is not asked what who polls may see.
const plain = serveCode();

const somePoll: fc.Arbitrary<Poll> = fc.oneof(
  fc.record({
    table: fc.constantFrom('card', 'slip'),
    query: fc.constantFrom(
      '',
      '$filter=points gt 1',
      "$filter=list eq 'a'",
      '$filter=done eq false and points lt 3',
      '__includeDeleted=true&',
      "__includeDeleted=true&$filter=list ne 'b'",
    ),
    user: someUser,
    view: fc.constantFrom('true', "list eq 'a'", 'done eq false', "list ne 'b' or done", "userId eq 'ann'"),
    pageSize: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    table: fc.constant('todoitem'),
    query: fc.constantFrom('', '$filter=complete eq false', "$filter=text eq 'a'", '__includeDeleted=true&'),
    user: someUser,
    view: fc.constant('true'),
    pageSize: fc.integer({ min: 1, max: 4 }),
  }),
);

type Act = (pollers: readonly Poller[], ids: readonly string[]) => Promise<unknown>;

const writing = someWrite.map(
  (write: Write): Act =>
    (_, ids) =>
      write(plain, ids),
);
const polling = fc.nat().map(
  (at): Act =>
    async (pollers) =>
      pollers[at % pollers.length]?.step(),
);
const someAct = fc.oneof({ weight: 3, arbitrary: writing }, { weight: 2, arbitrary: polling });

const sorted = (versions: ReadonlyMap<string, string>) => [...versions].toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The query, for the records of one run only: none that is made for another is ever among them. */
const within = (world: string, query: string): string => {
  const [, before = '', filter = ''] = /^(.*?)(?:\$filter=(.*))?$/.exec(query) ?? [];
  return `${before}$filter=startswith(id,'${world}')${filter === '' ? '' : ` and (${filter})`}`;
};

test('after following its links, each poller has exactly what the server lists for its query', async () => {
  const send: Send = viewed;
  await fc.assert(
    fc.asyncProperty(
      fc.array(somePoll, { minLength: 3, maxLength: 6 }),
      fc.array(someAct, { minLength: 15, maxLength: 50, size: 'max' }),
      async (polls, acts) => {
        const world = uuid();
        const ids = Array.from({ length: 5 }, (_, at) => `${world}-${at}`);
        const pollers = polls
          .map((poll) => ({
            ...poll,
            query: within(world, poll.query),
            view: poll.table === 'slip' ? poll.view.replace('userId', 'id') : poll.view,
          }))
          .map((poll) => new Poller(send, poll));
        for (const act of acts) await act(pollers, ids);
        for (const poller of pollers) {
          await poller.finish();
          const listed = await poller.listed();
          expect([poller.poll, sorted(poller.versions)]).toEqual([poller.poll, sorted(listed)]);
        }
      },
    ),
    runs(40),
  );
});

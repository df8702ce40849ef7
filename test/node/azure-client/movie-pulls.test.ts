import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunningWorker } from '../start-worker.ts';
import { asks, type FilterCase, means } from './filter-case.ts';
import { deletedMovie, type MovieClient, openMovies, startMovieWorker } from './open-movies.ts';
import { shownMovies } from './shown-movie.ts';

let worker: RunningWorker;
let client: MovieClient;

beforeAll(async () => {
  worker = await startMovieWorker();
});
afterAll(() => worker.stop());

beforeEach(async () => {
  client = await openMovies(worker.url);
});
afterEach(() => client.close());

type PullCase = {
  readonly filter: FilterCase;
  readonly pageSize?: number;
  /** How many records each answer has. Each page begins with the last record of the one before, and none ends it. */
  readonly sizes: readonly number[];
};

const everything = (says: string): FilterCase => ({
  says,
  ask: (movies) => movies.where('id ne null'),
  passes: () => true,
});

const pulls: readonly PullCase[] = [
  { filter: everything('everything'), sizes: [50, 50, 50, 50, 50, 4, 1, 0] },
  { filter: everything('everything at once'), pageSize: 249, sizes: [249, 1, 0] },
  {
    filter: asks('a function, with an opposite and a product', function () {
      return !(this.bestPictureWinner || this.year < 2010) && this.duration * 2 > 300;
    }),
    pageSize: 7,
    sizes: [7, 7, 4, 1, 0],
  },
  {
    filter: asks(
      'a function with a date, beside the date of the pull',
      function (before: Date) {
        return this.releaseDate < before;
      },
      new Date('1930-01-01T00:00:00Z'),
    ),
    pageSize: 5,
    sizes: [5, 5, 5, 2, 1, 0],
  },
  {
    filter: asks('a choice, so that the date of the pull binds less', function () {
      return this.year === 1925 || this.title.indexOf('Widow') === 0;
    }),
    sizes: [5, 1, 0],
  },
  {
    filter: means(
      'a list of values',
      ({ rating }) => rating === 'G' || rating === 'PG',
      function (ratings: readonly string[]) {
        return this.rating !== null && this.rating in ratings;
      },
      ['G', 'PG'],
    ),
    pageSize: 30,
    sizes: [30, 21, 1, 0],
  },
  {
    filter: asks('pages of one record, which skip the one that is known', function () {
      return this.year === 2001;
    }),
    pageSize: 1,
    sizes: [1, 1, 1, 1, 1, 1, 0],
  },
  {
    filter: {
      says: 'an example with an apostrophe',
      ask: (movies) => movies.where({ title: "Widow's Walk" }),
      passes: ({ id }) => id === 'id-007',
    },
    sizes: [1, 1, 0],
  },
  {
    filter: {
      says: 'OData',
      ask: (movies) => movies.where("rating eq 'R' and (year mod 10) eq 1"),
      passes: ({ rating, year }) => rating === 'R' && year % 10 === 1,
    },
    pageSize: 4,
    sizes: [4, 3, 1, 0],
  },
  {
    filter: asks('what there is nothing of', function () {
      return this.year > 3000;
    }),
    sizes: [0],
  },
];

const pages = (from = 0): string[][] =>
  client.exchanges.slice(from).map(({ answer }) => {
    const rows: readonly { readonly id: string }[] = JSON.parse(answer);
    return rows.map(({ id }) => id);
  });

const asked = pulls.flatMap((pull) => [
  { ...pull, says: `${pull.filter.says}, with a query id`, queryId: 'some movies' },
  { ...pull, says: `${pull.filter.says}, without a query id`, queryId: null },
]);

test.each(asked)('a pull of $says', async ({ filter: { ask, passes }, pageSize, sizes, queryId }) => {
  const pull = () => client.stored.pull(ask(client.stored), queryId, pageSize === undefined ? {} : { pageSize });
  await pull();

  const expected = shownMovies.filter(passes);
  expect((await client.stored.read()).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(expected);
  const written = [...expected, ...[deletedMovie].filter(passes)].map(({ id }) => id);
  const first = pages();
  expect(first.map(({ length }) => length)).toEqual(sizes);
  expect([...new Set(first.flat())]).toEqual(written);

  await pull();
  const last = written.slice(-1);
  const again = queryId === null ? first : last.length === 0 ? [[]] : [last, []];
  expect(pages(first.length)).toEqual(again);
});

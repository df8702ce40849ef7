import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../start-worker.ts';
import type { Table } from './azure-mobile-apps-client.ts';
import type { Query } from './azure-query.ts';
import { sorted } from './movie-order.ts';
import { numberFilters } from './number-filters.ts';
import { deletedMovie, type MovieClient, openMovies, startMovieWorker } from './open-movies.ts';
import { type ShownMovie, shownMovies } from './shown-movie.ts';
import { textFilters } from './text-filters.ts';

let worker: RunningWorker;
let client: MovieClient;

beforeAll(async () => {
  worker = await startMovieWorker();
  client = await openMovies(worker.url);
});
afterAll(async () => {
  await client.close();
  await worker.stop();
});

/** A movie as it is read, with what the server adds. */
const whole = (movie: ShownMovie) => ({
  ...movie,
  createdAt: expect.any(Date),
  updatedAt: expect.any(Date),
  version: expect.any(String),
  deleted: false,
});

test.each([...numberFilters, ...textFilters])('the movies that a filter asks for: $says', async ({ ask, passes }) => {
  const expected = shownMovies.filter(passes);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(shownMovies.length);
  const found = await ask(client.movies).take(1000).includeTotalCount().read();
  expect([...found]).toEqual(expected.map(whole));
  expect(found.totalCount).toBe(expected.length);
});

type ListCase = readonly [
  says: string,
  ask: (movies: Table<ShownMovie>) => Query<ShownMovie>,
  expected: readonly object[],
  totalCount?: number,
];

const all = shownMovies.length;
const since2000 = shownMovies.filter(({ year }) => year >= 2000);
const winners = shownMovies.filter(({ bestPictureWinner }) => bestPictureWinner);
const losers = shownMovies.filter(({ bestPictureWinner }) => !bestPictureWinner);
const nineties = shownMovies.filter(({ year }) => year >= 1990 && year < 2000);

const lists: readonly ListCase[] = [
  ['as many as there are, and more', (movies) => movies.take(500), shownMovies.map(whole)],
  ['none behind the last', (movies) => movies.skip(500), []],
  ['none at all, with how many there are', (movies) => movies.take(0).includeTotalCount(), [], all],
  ['the first ten', (movies) => movies.take(10), shownMovies.slice(0, 10).map(whole)],
  ['the last ten', (movies) => movies.orderBy('id').skip(all - 10), shownMovies.slice(-10).map(whole)],
  ['50 when nothing is said', (movies) => movies.orderBy('id'), shownMovies.slice(0, 50).map(whole)],
  ['more than a page, from the middle', (movies) => movies.skip(60).take(120), shownMovies.slice(60, 180).map(whole)],
  [
    'how many there are of the rest',
    (movies) => movies.where({ bestPictureWinner: true }).take(3).includeTotalCount(),
    winners.slice(0, 3).map(whole),
    winners.length,
  ],
  [
    'movies 11 to 20 by title, with how many there are',
    (movies) => movies.orderBy('title').skip(10).take(10).includeTotalCount(),
    sorted(shownMovies, ['title']).slice(10, 20).map(whole),
    all,
  ],
  [
    'winners 11 to 20 from the last one released, with how many there are',
    (movies) =>
      movies.where({ bestPictureWinner: true }).orderByDescending('releaseDate').skip(10).take(10).includeTotalCount(),
    sorted(winners, ['releaseDate', 'desc']).slice(10, 20).map(whole),
    winners.length,
  ],
  [
    'by date, then by title',
    (movies) => movies.orderByDescending('releaseDate').orderBy('title').take(50),
    sorted(shownMovies, ['releaseDate', 'desc'], ['title']).slice(0, 50).map(whole),
  ],
  [
    'by two members at once: the 30 shortest since 2000',
    (movies) => movies.where('year ge 2000').orderBy('duration', 'title').take(30),
    sorted(since2000, ['duration'], ['title']).slice(0, 30).map(whole),
  ],
  [
    'by rating, those without one first',
    (movies) => movies.orderBy('rating').take(200),
    sorted(shownMovies, ['rating']).slice(0, 200).map(whole),
  ],
  [
    'by rating downwards, those without one last',
    (movies) => movies.orderByDescending('rating').orderByDescending('year').take(240),
    sorted(shownMovies, ['rating', 'desc'], ['year', 'desc']).slice(0, 240).map(whole),
  ],
  [
    'by a boolean, then by a number downwards',
    (movies) => movies.orderBy('bestPictureWinner').orderByDescending('duration').skip(200),
    sorted(shownMovies, ['bestPictureWinner'], ['duration', 'desc']).slice(200).map(whole),
  ],
  [
    'by a member whose direction is said again',
    (movies) => movies.orderBy('year').orderBy('title').orderByDescending('year').take(40),
    sorted(shownMovies, ['year', 'desc'], ['title']).slice(0, 40).map(whole),
  ],
  [
    'one member',
    (movies) => movies.where('year ge 2000').select('title').take(200),
    since2000.map(({ title }) => ({ title })),
  ],
  [
    'three members, by one that is not among them',
    (movies) =>
      movies
        .where('year ge 1990 and year lt 2000')
        .select('title', 'bestPictureWinner', 'duration')
        .orderBy('releaseDate')
        .orderBy('title'),
    sorted(nineties, ['releaseDate'], ['title']).map(({ title, bestPictureWinner, duration }) => {
      return { title, bestPictureWinner, duration };
    }),
  ],
  [
    'members named in one text',
    (movies) => movies.select('id,rating').take(30).includeTotalCount(),
    shownMovies.slice(0, 30).map(({ id, rating }) => ({ id, rating })),
    all,
  ],
  [
    'what a function makes of them',
    (movies) =>
      movies.take(20).select(function () {
        return { name: this.title.toUpperCase(), month: this.releaseDate.getUTCMonth() + 1 };
      }),
    shownMovies.slice(0, 20).map(({ title, releaseDate }) => {
      return { name: title.toUpperCase(), month: releaseDate.getUTCMonth() + 1 };
    }),
  ],
  [
    'nothing, since no list of values is empty and has one',
    (movies) =>
      movies
        .where(function (titles: readonly string[]) {
          return this.title in titles;
        }, [])
        .includeTotalCount(),
    [],
    0,
  ],
  [
    'the deleted one too',
    (movies) => movies.where({ year: 1925 }).includeDeleted(),
    [...shownMovies.filter(({ year }) => year === 1925).map(whole), { ...whole(deletedMovie), deleted: true }],
  ],
];

const named = lists.map(([says, ask, expected, totalCount]) => ({ says, ask, expected, totalCount }));

test.each(named)('a list: $says', async ({ ask, expected, totalCount }) => {
  const found = await ask(client.movies).read();
  expect([...found]).toEqual(expected);
  expect(found.totalCount).toBe(totalCount);
});

test('a query that the app writes itself', async () => {
  const found = await client.movies.read(
    '$filter=((year ge 1980) and (year le 1989))&$top=3&$skip=2&$orderby=title asc',
  );
  const eighties = shownMovies.filter(({ year }) => year >= 1980 && year <= 1989);
  expect([...found]).toEqual(sorted(eighties, ['title']).slice(2, 5).map(whole));
});

type LinkedCase = {
  readonly says: string;
  readonly ask: ListCase[1];
  readonly expected: readonly ShownMovie[];
  /** How many records each page has. */
  readonly sizes: readonly number[];
  readonly totalCount?: number;
};

const linked: readonly LinkedCase[] = [
  {
    says: 'all, 50 at a time when nothing is said',
    ask: (movies) => movies.orderBy('id'),
    expected: shownMovies,
    sizes: [50, 50, 50, 50, 48],
  },
  {
    says: 'by rating downwards and title, counted',
    ask: (movies) => movies.orderByDescending('rating').orderBy('title').includeTotalCount(),
    expected: sorted(shownMovies, ['rating', 'desc'], ['title']),
    sizes: [50, 50, 50, 50, 48],
    totalCount: all,
  },
  {
    says: 'a hundred at a time, counted',
    ask: (movies) => movies.where({ bestPictureWinner: false }).orderBy('year').take(100).includeTotalCount(),
    expected: sorted(losers, ['year']),
    sizes: [100, 100, 29],
    totalCount: losers.length,
  },
  {
    says: 'from a bound on, by the member that is bounded',
    ask: (movies) => movies.where('year ge ? and duration gt 90', 1950).orderBy('year').take(50),
    expected: sorted(
      shownMovies.filter(({ year, duration }) => year >= 1950 && duration > 90),
      ['year'],
    ),
    sizes: [50, 50, 50, 3],
  },
  {
    says: 'behind those that are skipped',
    ask: (movies) => movies.orderBy('releaseDate').skip(100),
    expected: sorted(shownMovies, ['releaseDate']).slice(100),
    sizes: [50, 50, 48],
  },
  {
    says: 'in full pages, and then an empty one',
    ask: (movies) => movies.where('year lt ?', 1950).take(21),
    expected: shownMovies.filter(({ year }) => year < 1950),
    sizes: [21, 21, 21, 0],
  },
];

test.each(linked)('followed by its links, a list comes whole: $says', async (row) => {
  const { ask, expected, sizes, totalCount } = row;
  const pages = [await ask(client.movies).read()];
  for (let link = pages[0]?.nextLink; link !== undefined; link = pages.at(-1)?.nextLink) {
    expect(pages.length).toBeLessThan(sizes.length);
    pages.push(await client.movies.read(link));
  }
  expect(pages.map(({ length }) => length)).toEqual(sizes);
  expect(pages.flatMap((page) => [...page])).toEqual(expected.map(whole));
  expect(pages.map((page) => page.totalCount)).toEqual(sizes.map(() => totalCount));
});

test.each<[string, ListCase[1]]>([
  ['more records than a list may have', (movies) => movies.take(1001)],
  ['a member that there is not', (movies) => movies.where('director eq null')],
  ['an order of types that have none', (movies) => movies.where("year gt 'R'")],
])('the app hears that it asked for %s', async (_, ask) => {
  await expect(ask(client.movies).read()).rejects.toMatchObject({ request: { status: 400 } });
});

/** Filters on text, lists of values, and the forms other than functions: examples, and OData that the app writes. */
import { asks, type FilterCase, means } from './filter-case.ts';
import { shownMovies } from './shown-movie.ts';

const texts: readonly FilterCase[] = [
  asks('a beginning', function () {
    return this.title.indexOf('The') === 0;
  }),
  asks('a part', function () {
    return this.title.indexOf('er') > 0;
  }),
  asks('no such part', function () {
    return this.title.indexOf('er') === -1;
  }),
  asks('a part beyond ASCII', function () {
    return this.title.indexOf('é') >= 0;
  }),
  asks('where a part beyond ASCII is', function () {
    return this.title.indexOf('夜') === 3;
  }),
  asks('what LIKE would take for a wildcard', function () {
    return this.title.indexOf('_') >= 0 || this.title.indexOf('%') >= 0;
  }),
  asks('upper case', function () {
    return this.title.toUpperCase() === 'SUMMER RULER';
  }),
  asks('lower case', function () {
    return this.title.toLowerCase() === 'summer ruler';
  }),
  asks('a beginning in lower case', function () {
    return this.title.toLowerCase().indexOf('the') === 0;
  }),
  asks('a beginning in upper case', function () {
    return this.title.toUpperCase().indexOf('THE') === 0;
  }),
  asks(
    'short titles',
    function (most: number) {
      return this.title.length <= most;
    },
    11,
  ),
  asks('a length that is computed with', function () {
    return this.title.length * 10 + this.duration > 380;
  }),
  asks('what is left when a beginning is replaced and blanks are trimmed', function () {
    return this.title.replace('The ', ' ').trim().indexOf('Quiet') === 0;
  }),
  asks('a text whose blanks at both ends are trimmed', function () {
    return this.title.replace('The ', ' ').concat(' ').trim() === 'Hidden Mirror';
  }),
  means(
    'a part that is replaced wherever it is',
    ({ title }) => title.replaceAll('r', 'R').includes('R R'),
    function () {
      return this.title.replace('r', 'R').indexOf('R R') >= 0;
    },
  ),
  means(
    'the last character: a start and a length',
    ({ title }) => title.endsWith('r'),
    function () {
      return this.title.substring(this.title.length - 1, 1) === 'r';
    },
  ),
  asks('a part by its place', function () {
    return this.title.substr(4, 6) === 'Hidden';
  }),
  asks('an end', function () {
    return this.title.indexOf('er') === this.title.length - 2;
  }),
  asks('a text joined to a title', function () {
    return this.title.concat('!') === 'Summer Ruler!';
  }),
  asks('a title joined to its rating', function () {
    return this.rating !== null && this.title.concat(this.rating).indexOf('rPG') > 0;
  }),
  asks('text in order', function () {
    return this.title >= 'S' && this.title < 'T';
  }),
  asks('text in order behind ASCII', function () {
    return this.title > 'Widow';
  }),
  asks('an id', function () {
    return this.id === 'id-007';
  }),
  asks('the beginning of an id', function () {
    return this.id.indexOf('id-12') === 0;
  }),
  ...["Widow's Walk", '100% Chance', 'Under_score', 'Café Été', '東京の夜', 'Back\\slash'].map((title) =>
    asks(
      `the title ${title}`,
      function (wanted: string) {
        return this.title === wanted;
      },
      title,
    ),
  ),
];

const someIds = shownMovies.filter((_, n) => n % 2 === 0).map(({ id }) => id);

const lists: readonly FilterCase[] = [
  means(
    'ratings in a list',
    ({ rating, year }) => year >= 1990 && ['G', 'PG', 'PG-13'].includes(rating ?? ''),
    function (ratings: readonly string[]) {
      return this.year >= 1990 && this.rating !== null && this.rating in ratings;
    },
    ['G', 'PG', 'PG-13'],
  ),
  means(
    'numbers in a list',
    ({ year }) => year === 1938 || year === 2001,
    function (years: readonly number[]) {
      return this.year in years;
    },
    [1938, 2001],
  ),
  means(
    'the members of objects in a list',
    ({ id }) => id === 'id-007' || id === 'id-042',
    function (picked: readonly object[]) {
      return this.id in picked;
    },
    [{ id: 'id-007' }, { id: 'id-042' }],
  ),
  means(
    'no value of a list',
    ({ title }) => title !== 'Summer Ruler' && title !== "Widow's Walk",
    function (titles: readonly string[]) {
      return !(this.title in titles);
    },
    ['Summer Ruler', "Widow's Walk"],
  ),
  means(
    'a list of more than a hundred values',
    ({ id }) => someIds.includes(id),
    function (ids: readonly string[]) {
      return this.id in ids;
    },
    someIds,
  ),
];

const examples: readonly FilterCase[] = [
  {
    says: 'an example of two members',
    ask: (movies) => movies.where({ rating: 'R', year: 1938 }),
    passes: ({ rating, year }) => rating === 'R' && year === 1938,
  },
  {
    says: 'an example with null',
    ask: (movies) => movies.where({ rating: null, bestPictureWinner: true }),
    passes: ({ rating, bestPictureWinner }) => rating === null && bestPictureWinner,
  },
  {
    says: 'an example with a date',
    ask: (movies) => movies.where({ releaseDate: new Date('1999-11-23T00:00:00Z') }),
    passes: ({ id }) => id === 'id-002',
  },
  {
    says: 'an example with an apostrophe',
    ask: (movies) => movies.where({ title: "Widow's Walk" }),
    passes: ({ id }) => id === 'id-007',
  },
  {
    says: 'one condition after the other',
    ask: (movies) =>
      movies
        .where({ rating: 'R' })
        .where('year lt ?', 1970)
        .where(function (least: number) {
          return this.duration > least;
        }, 100),
    passes: ({ rating, year, duration }) => rating === 'R' && year < 1970 && duration > 100,
  },
];

const written = (filter: string, passes: FilterCase['passes'], ...values: readonly unknown[]): FilterCase => {
  return { says: `OData: ${filter}`, ask: (movies) => movies.where(filter, ...values), passes };
};

const odata: readonly FilterCase[] = [
  written('year ge 1990 and year lt 2000', ({ year }) => year >= 1990 && year < 2000),
  written('rating eq ? and year gt ?', ({ rating, year }) => rating === 'PG-13' && year > 1980, 'PG-13', 1980),
  written('title eq ?', ({ title }) => title === '100% Chance', '100% Chance'),
  written('releaseDate lt ?', ({ year }) => year < 1930, new Date('1930-01-01T00:00:00Z')),
  written(
    "releaseDate ge datetimeoffset'1990-01-01T02:00:00%2B02:00'",
    ({ releaseDate }) => releaseDate >= new Date('1990-01-01T00:00:00Z'),
  ),
  written("substringof('er', title)", ({ title }) => title.includes('er')),
  written(
    "endswith(title,'er') and not startswith(title,'The ')",
    ({ title }) => title.endsWith('er') && !title.startsWith('The '),
  ),
  written("tolower(title) eq 'café Été'", ({ title }) => title === 'Café Été'),
  written("rating lt 'PG-13'", ({ rating }) => rating !== null && rating < 'PG-13'),
  written("indexof(rating,'-') gt 0", ({ rating }) => rating === 'PG-13'),
  written("not (indexof(rating,'-') gt 0)", ({ rating }) => rating !== 'PG-13'),
  written('not (rating eq null)', ({ rating }) => rating !== null),
  written(
    '(year add duration) gt 2100 and (duration mod 2) eq 1',
    ({ year, duration }) => year + duration > 2100 && duration % 2 === 1,
  ),
];

export const textFilters: readonly FilterCase[] = [...texts, ...lists, ...examples, ...odata];

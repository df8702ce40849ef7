/** Filters on numbers, dates, booleans and nulls. Functions are as apps write them: the client reads their source. */
import { asks, type FilterCase, means } from './filter-case.ts';

const utc = (year: number, month = 1, day = 1): Date => new Date(Date.UTC(year, month - 1, day));

const numbers: readonly FilterCase[] = [
  asks('over and under: movies of the nineties', function () {
    return this.year > 1989 && this.year < 2000;
  }),
  asks('at least and at most: movies of the nineties', function () {
    return this.year >= 1990 && this.year <= 1999;
  }),
  asks('one number', function () {
    return this.year === 2001;
  }),
  asks('any other number', function () {
    return this.year !== 2001;
  }),
  asks('the number first', function () {
    return 1990 <= this.year && 2000 > this.year;
  }),
  asks('one or the other of two pairs: the thirties and the fifties', function () {
    return (this.year >= 1930 && this.year < 1940) || (this.year >= 1950 && this.year < 1960);
  }),
  asks('both of two choices', function () {
    return (this.year < 1950 || this.year > 2000) && (this.duration < 90 || this.duration > 200);
  }),
  asks('"and" before "or" without parentheses', function () {
    return this.year < 1930 || (this.year > 2000 && this.duration < 100) || this.duration === 240;
  }),
  asks('the opposite of a choice', function () {
    return !(this.year < 1950 || this.year > 2000);
  }),
  asks('the opposite of what begins with an opposite', function () {
    return !(!this.bestPictureWinner || this.year < 1960);
  }),
  asks('four levels of conditions', function () {
    return !(
      (this.year > 1960 && (this.duration > 150 || !(this.year < 1990 && this.duration > 100))) ||
      this.year < 1940
    );
  }),
  asks('a sum and a difference: the eighties, under two hours', function () {
    return this.year - 1900 >= 80 && this.year + 10 < 2000 && this.duration < 120;
  }),
  asks('a product', function () {
    return this.duration * 2 > 300;
  }),
  asks('a quotient that is no whole number', function () {
    return this.year / 1000.5 === 2 && this.rating !== 'PG';
  }),
  means(
    'a quotient of whole numbers, which servers cut to one: from two to three hours',
    ({ duration }) => Math.trunc(duration / 60) === 2,
    function () {
      return this.duration / 60 === 2;
    },
  ),
  asks('a remainder: leap years', function () {
    return this.year % 4 === 0;
  }),
  asks('the remainder of a negative number', function () {
    return (this.year - 2000) % 7 === -3;
  }),
  asks('products before sums', function () {
    return this.year + this.duration * 10 > 4000 && (this.year + this.duration) * 10 < 21_500;
  }),
  asks('the negative of a member, and a negative number', function () {
    return -this.duration < -200 && this.year - 2000 > -40;
  }),
  asks('two members', function () {
    return this.year - this.duration * 9 > 500;
  }),
  asks('Math.floor: more than three hours', function () {
    return Math.floor(this.duration / 60) >= 3;
  }),
  asks('Math.ceil', function () {
    return Math.ceil(this.duration / 60.5) === 2;
  }),
  asks('Math.round', function () {
    return Math.round(this.duration / 60.5) === 3;
  }),
  asks(
    'values that the app gives, and what follows from them alone',
    function (first: number, years: number) {
      return this.year >= first && this.year < first + years * 2;
    },
    1990,
    5,
  ),
];

const dates: readonly FilterCase[] = [
  asks(
    'after and before: movies released in the seventies',
    function (after: Date, before: Date) {
      return this.releaseDate > after && this.releaseDate < before;
    },
    new Date(utc(1970).getTime() - 1000),
    utc(1980),
  ),
  asks(
    'not before and not after: a date with which a movie was released, and its year',
    function (first: Date, last: Date) {
      return this.releaseDate >= first && this.releaseDate <= last;
    },
    utc(1938, 4, 6),
    utc(1939, 4, 6),
  ),
  means(
    'one date',
    ({ id }) => id === 'id-003',
    function (date: Date) {
      return this.releaseDate === date;
    },
    utc(1938, 4, 6),
  ),
  means(
    'the year of a date',
    ({ year }) => year === 1994,
    function () {
      return this.releaseDate.getFullYear() === 1994;
    },
  ),
  means(
    'the month of a date, counted from 0: November',
    ({ releaseDate }) => releaseDate.getUTCMonth() === 10,
    function () {
      return this.releaseDate.getMonth() === 10;
    },
  ),
  means(
    'the day of a date: the first of a month',
    ({ releaseDate }) => releaseDate.getUTCDate() === 1,
    function () {
      return this.releaseDate.getDate() === 1;
    },
  ),
  asks('year, month and day in UTC', function () {
    return (
      this.releaseDate.getUTCFullYear() > 1960 &&
      this.releaseDate.getUTCMonth() < 6 &&
      this.releaseDate.getUTCDate() > 15
    );
  }),
  asks('the year of a date beside another member', function () {
    return this.releaseDate.getUTCFullYear() + this.duration === this.year + 145;
  }),
];

const booleans: readonly FilterCase[] = [
  asks('equal to true', function () {
    return this.bestPictureWinner === true && this.year < 1950;
  }),
  asks('not equal to false', function () {
    return this.bestPictureWinner !== false && this.year >= 2000;
  }),
  asks('the opposite of equal to false', function () {
    return !(this.bestPictureWinner === false) && this.year >= 2000;
  }),
  asks('a condition by itself', function () {
    return this.bestPictureWinner;
  }),
  asks('the opposite of one by itself', function () {
    return !this.bestPictureWinner && this.year >= 2000;
  }),
];

const nulls: readonly FilterCase[] = [
  asks('null', function () {
    return this.rating === null && this.year >= 1980;
  }),
  asks('not null', function () {
    return this.rating !== null && this.year < 1970;
  }),
  asks('other than a text, which null is', function () {
    return this.rating !== 'R';
  }),
  asks('the opposite of a text, which null is', function () {
    return !(this.rating === 'R') && this.year > 1990;
  }),
];

export const numberFilters: readonly FilterCase[] = [...numbers, ...dates, ...booleans, ...nulls];

/**
 * The filters that clients are known to send (protocol §3.4, by its numbers): each is understood, or refused as listed.
 */
import { expect, test } from 'vitest';
import { parseListQuery } from '../../../src/odata/parse-query.ts';
import type { ColumnKind } from '../../../src/protocol/column-kind.ts';
import { parseQueryString } from '../../../src/protocol/query-string.ts';

const columnsOf = (kind: ColumnKind, names: string) => names.split(' ').map((name) => [name, kind] as const);

const members: ReadonlyMap<string, ColumnKind> = new Map([
  ...columnsOf('string', 'id version title rating name Name user description String Enum3 guidField'),
  ...columnsOf('integer', 'year duration'),
  ...columnsOf('number', 'price Price Weight WeightInKG nullableValue Duration'),
  ...columnsOf('boolean', 'deleted bestPictureWinner discontinued InStock likesBeer isMale'),
  ...columnsOf('date', 'createdAt updatedAt releaseDate checkinDate Created d'),
  ...columnsOf('time', 'timeOnlyValue performance timeOnly'),
  ...columnsOf('day', 'dateOnly'),
]);

const understand = (filter: string) =>
  parseListQuery(parseQueryString(`$filter=${filter}`), '3.0', { members, maxTop: 1000 }).filter;

test.each([
  ['F1', 'bestPictureWinner eq true'],
  ['F4', 'bestPictureWinner ne false'],
  ['F5', 'not(bestPictureWinner eq true)'],
  ['F6', 'not(bestPictureWinner ne false)'],
  ['F7', "rating eq 'R'"],
  ['F8', "rating ne 'PG-13'"],
  ['F9', 'rating eq null'],
  ['F13', 'year ge 2000 and year le 2009'],
  ['F14', '(year ge 1930 and year le 1940) or (year ge 1950 and year le 1960)'],
  ['F15', '(year sub 1900) ge 80'],
  ['F16', '(year div 1000.5) eq 2'],
  ['F17', "((year div 1000.5) eq 2) and (rating eq 'R')"],
  ['F18', '((year sub 1900) ge 80) and ((year add 10) le 2000) and (duration le 120)'],
  ['F20', 'ceiling(duration div 60.0) eq 2'],
  ['F23', 'bestPictureWinner eq true and floor(duration div 60.0) eq 2'],
  ['F24', 'bestPictureWinner eq true and round(duration div 60.0) eq 2'],
  ['F25', 'day(releaseDate) eq 1'],
  ['F26', 'month(releaseDate) eq 11'],
  ['F27', 'year(releaseDate) eq 1994'],
  ['F28', "endswith(title,'er')"],
  ['F30', "endswith(toupper(title),'ER')"],
  ['F31', "startswith(tolower(title),'the')"],
  ['F33', 'releaseDate eq cast(1994-10-14,Edm.Date)'],
  ['F33', 'releaseDate eq cast(1994-10-14T00:00:00.000Z,Edm.DateTimeOffset)'],
  ['F36', "releaseDate eq datetime'1994-10-14T00:00:00.000Z'"],
  ['F37', "releaseDate ge datetimeoffset'1999-12-31T00:00:00.000Z'"],
  ['F38', 'timeOnlyValue eq 02:14:00'],
  ['F41', 'timeOnlyValue le cast(07:14:00,Edm.TimeOfDay)'],
  ['F43', 'hour(timeOnlyValue) eq 3'],
  ['F45', 'minute(timeOnlyValue) eq 21'],
  ['F46', "id in ( 'IT', 'GR', 'EG' )"],
  ['F47', 'deleted eq true'],
  ['F49', '(updatedAt gt cast(2021-03-24T12:50:44.000Z,Edm.DateTimeOffset))'],
  ['F50', "(updatedAt ge datetimeoffset'1970-01-01T00:00:00.0000000%2B00:00')"],
  ['F50, with a plus that nobody encoded', "(updatedAt ge datetimeoffset'1970-01-01T00:00:00.0000000+00:00')"],
  ['F51', "(updatedAt ge (datetimeoffset'2016-01-01T00:00:00.000Z'))"],
  ['F51, encoded', "updatedAt%20ge%20(datetimeoffset'2016-01-01T00%3A00%3A00.000Z')"],
  ['F52', "((String eq 'world') and (updatedAt ge datetimeoffset'2016-01-01T00:00:00.000Z'))"],
  ['F53', 'title eq null or title ne null'],
  ['F54', '(true eq null) and false'],
  ['F55', 'not(not(discontinued))'],
  ['F56', 'discontinued'],
  ['F57', 'not(InStock)'],
  ['F58', 'false eq (likesBeer or isMale)'],
  ['F59', "substringof('foo',name)"],
  ['F60', "substringof('foo',name) eq false"],
  ['F61', "contains(rating,'PG')"],
  ['F63', "(indexof(rating,'-') gt 0)"],
  ['F65', "(substring(rating,0,2) eq 'PG')"],
  ['F66', "substring(title,length(title) sub 1,1) eq 'r'"],
  ['F67', "substring(title,2) eq 'A'"],
  ['F68', '(length(trim(title)) gt 10)'],
  ['F69', "(length(concat(Name,'x')) eq 7)"],
  ['F70', "(concat(title,rating) eq 'Fight ClubR')"],
  ['F71', "(concat(concat(Name,'x'),'x') eq 'mx')"],
  ['F72', "(tolower(Name) eq 'a') or (toupper(Name) eq 'A') or (trim(Name) eq 'A')"],
  ['F73', "(replace(Name,'a','A') eq 'A')"],
  ['F74', 'price sub 1.00 lt 5.00'],
  ['F75', '((Weight mul 2.0) div 3.0) add 1.0 eq 10.0'],
  ['F76', '((duration mod 2) eq 1)'],
  ['F77', '((duration mod 2L) eq 1L)'],
  ['F78', '(Price gt 50M) and (Weight le 10f) and (WeightInKG eq 4.0)'],
  ['F79', '(year lt 1990.5f) or (nullableValue le -0.5)'],
  ['F80', "description eq 'lots of qu''ote''''s i''n he''r''e!'"],
  ['F81', "user eq 'hasan\\'"],
  ['F82', "title eq '%C3%A9%E2%80%A6'"],
  ['F83', "checkinDate lt datetimeoffset'2000-12-12T04:00:00.0000000-08:00'"],
  ['F84', "Created eq datetime'1994-10-14T00:00:00.000Z'"],
  ['F85', "Created eq datetimeoffset'1994-10-13T17%3A00%3A00.0000000%2B07%3A00'"],
  ['F86', '(month(d) sub 1) eq 6 and (year(d) sub 1900) eq 112'],
  ['F87', '((year add duration) lt 2100) and ((duration mul 2) lt 180)'],
  ['F88', '(year(releaseDate) ne year)'],
  ['F89', '((year gt 2000) or not(bestPictureWinner))'],
  ['F90', "((Name eq 'name1') or (Name eq 'name2'))"],
  ['F91', "(Enum3 eq 'Enum3Value1%2C%20Enum3Value2')"],
  ['F92', "version eq 'AAAAAAAAUDU='"],
  ['F93', "id eq 100 or id gt '1'"],
  ['F95', '(performance eq cast(12:24:00,Edm.TimeOfDay))'],
  ['F96', "(guidField eq guid'aa4da0b5-308c-4877-a5d2-03f274632636')"],
  ['F96', '(guidField eq cast(aa4da0b5-308c-4877-a5d2-03f274632636,Edm.Guid))'],
  ['F97', '(true) and (1 eq 1) and (1 eq 0)'],
  ['F98', '(Duration eq Duration)'],
  ['F99a', 'month(dateOnly) eq 3 and day(dateOnly) eq 21 and year(dateOnly) eq 2022'],
  ['F99b', 'dateOnly eq cast(2022-02-14,Edm.Date) and dateOnly le cast(2022-07-14,Edm.Date)'],
  ['F99c', 'second(timeOnly) eq 0'],
  ['a default date', "(Created eq datetime'0001-01-01T08:00:00.000Z')"],
  ['a minus of cJS', '(0 sub price) lt 5'],
  ['an empty list of cJS', '(true eq false)'],
])('%s is understood: %s', (_, filter) => {
  expect(understand(filter)).toBeDefined();
});

test.each([
  ['F94', "X'0a1b' eq bin", /Binary literals are not supported/],
  ['F99d', "geo.distance(pointValue, geography'POINT(-97 38)') lt 0.2", /cannot stand here|not supported/],
  ['case 98', 'nosuch eq 1', /no member "nosuch"/],
  ['case 98', '(year - 1900) ge 100', /found "-"/],
  ['case 117', "title eq 'a''; drop table T--'x", /Expected an operator/],
  ['case 124', "title eq 'abc", /never closed/],
  ['case 125', 'foo(title) eq 1', /no function "foo"/],
  ['case 126', "substringof('x')", /takes 2 arguments/],
])('%s is refused in words: %s', (_, filter, words) => {
  expect(() => understand(filter)).toThrow(words);
});

test('text that looks like SQL is text', () => {
  expect(understand("title eq 'a''; drop table T--'")).toMatchObject({ right: { value: "a'; drop table T--" } });
});

test('a plus in an offset is the same instant however it arrives', () => {
  const encoded = understand("Created eq datetimeoffset'2000-01-01T00:00:00%2B02:00'");
  expect(understand("Created eq datetimeoffset'2000-01-01T00:00:00+02:00'")).toEqual(encoded);
  expect(understand('Created+eq+cast(2000-01-01T00:00:00+02:00,Edm.DateTimeOffset)')).toEqual(encoded);
  expect(encoded).toMatchObject({ right: { value: Date.UTC(1999, 11, 31, 22) } });
});

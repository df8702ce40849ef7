import { expect, test } from 'vitest';
import { dayOfMidnight, parseDay } from '../../../src/protocol/calendar-day.ts';
import { parseTimeOfDay } from '../../../src/protocol/time-of-day.ts';

test.each([
  ['2022-02-14', '2022-02-14'],
  ['0001-01-01', '0001-01-01'],
  ['2022-02-30', undefined],
  ['2022-2-14', undefined],
  ['2022-02-14T00:00:00Z', undefined],
  ['', undefined],
])('the day of "%s" is %s', (text, day) => {
  expect(parseDay(text)).toBe(day);
});

test.each([
  ['02:14', '02:14:00.000'],
  ['02:14:05', '02:14:05.000'],
  ['23:59:59.9999999', '23:59:59.999'],
  ['12:15:00.5', '12:15:00.500'],
  ['24:00:00', undefined],
  ['12:60:00', undefined],
  ['2:14:00', undefined],
  ['1.00:00:00', undefined],
])('the time of "%s" is %s', (text, time) => {
  expect(parseTimeOfDay(text)).toBe(time);
});

test('only midnight in UTC is a day', () => {
  expect(dayOfMidnight(Date.UTC(1969, 11, 31))).toBe('1969-12-31');
  expect(dayOfMidnight(1)).toBeUndefined();
});

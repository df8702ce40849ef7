/** Random text for `$filter`. */
import fc from 'fast-check';
import { printFilter } from '../../../src/protocol/print-filter.ts';
import { someFilter } from '../protocol/arbitrary-filter.ts';

/** What filters are made of, whole or in part. */
export const filterWords = [
  ...['(', ')', ',', "'", "''", '-', ' ', '\t', '/', '.', '+', '$', '\0', '😀', '\ud800', "datetime'", "guid'", "X'"],
  ...['and', 'or', 'not', 'eq', 'in', 'add', 'div', 'true', 'null', 'cast(', 'Edm.Date', 'substringof(', 'length('],
  ...['text', 'x', '1', '-1.5e3', '9L', '2021-03-01', 'T07:30:22Z', '02:14:00', "'a'", '0'.repeat(50), '1e 5'],
];
/** Any text, more or less like a filter. */
export const someFilterText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...filterWords), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...filterWords), { maxLength: 60 }).map((parts) => parts.join(' ')),
  // A filter with something cut out or put in.
  fc.tuple(someFilter, fc.nat(), fc.nat(20), fc.constantFrom(...filterWords)).map(([filter, place, length, word]) => {
    const text = printFilter(filter);
    const at = place % (text.length + 1);
    return text.slice(0, at) + word + text.slice(at + length);
  }),
);

/** Random query strings: options with more or less sense in them. */
import fc, { type Arbitrary } from 'fast-check';
import { totalOrder } from '../../../src/core/order.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';
import { printQueryString } from '../../../src/protocol/query-string.ts';
import { someFilterText } from '../../unit/odata/arbitrary-text.ts';
import { columns, someFilter } from '../../unit/protocol/arbitrary-filter.ts';

const often = <T>(weight: number, arbitrary: Arbitrary<T>) => ({ weight, arbitrary });
const joined = (parts: readonly string[], separators: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom(...separators)), { maxLength: 12 })
    .map((pieces) => pieces.flat().join(''));

export const someText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);

const names = [...columns.keys(), 'createdAt', 'version', 'deleted'];
const someOrder = joined([...names, 'nosuch', '', '*'], [',', ' ', ' desc,', ' asc,', ', ', ' asc desc']);
const someSelection = joined([...names, 'nosuch', '', '*'], [',', ' , ', ' ']);
const someCount = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '50',
    '1000',
    '1001',
    '10000',
    '10001',
    '9007199254740991',
    '9007199254740993',
    '-1',
    '1e3',
  ),
  fc.constantFrom('', ' 1', '+1', '1.0', 'NaN', 'Infinity', '0x10', '٣', 'true', 'false', 'allpages', 'none', 'True'),
  someText,
);

/** JSON with what `JSON.stringify` never prints: numbers beyond all doubles, lone surrogates, NUL. */
const someSortKey = fc.oneof(
  fc.constantFrom('1e999', '-1e999', '1e-999', '-0', 'null', 'true', '[]', '{}', '"\\ud800"', '"a\\u0000b"', '""'),
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()).map(String),
  someText.map((text) => JSON.stringify(text)),
);
const someCursor = fc
  .tuple(fc.array(someSortKey, { maxLength: 4 }), fc.array(someSortKey, { maxLength: 2 }))
  .map(([keys, rest]) => `[${[`[${keys}]`, ...rest]}]`);

function base64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Tokens of the right form and of the wrong, cut short or made longer. */
const someToken = fc
  .oneof(often(5, someCursor), often(1, fc.json()), often(1, someText))
  .map((text) => {
    return base64Url(text);
  })
  .chain((token) =>
    fc.oneof(
      often(6, fc.constant(token)),
      often(
        1,
        fc.nat(4).map((n) => token.slice(n)),
      ),
      often(1, someText),
    ),
  );

/**
 * The query of a page in the middle of a list in any order; only its token may be wrong, and has as many keys as it
 * must.
 */
const someLaterPage = fc
  .shuffledSubarray(names.filter((name) => !['big', 'huge', 'meta'].includes(name)))
  .chain((order) => {
    const keys = totalOrder(order.map((column) => ({ column, descending: false }))).length;
    return fc
      .tuple(
        fc.array(fc.constantFrom('', ' desc'), { minLength: order.length, maxLength: order.length }),
        fc.array(someSortKey, { minLength: keys, maxLength: keys }),
        fc.oneof(fc.constant([]), fc.array(someSortKey, { maxLength: 2 })),
        fc.option(someFilter.map(printFilter), { nil: '' }),
      )
      .map(
        ([directions, after, rest, filter]) =>
          [
            ['$orderby', order.map((name, at) => name + directions[at]).join(',')],
            ['$skiptoken', base64Url(`[${[`[${after}]`, ...rest]}]`)],
            ['$filter', filter],
            ['$count', 'true'],
          ] as const,
      );
  });

const someOption = fc.oneof(
  often(4, fc.tuple(fc.constant('$filter'), fc.oneof(someFilter.map(printFilter), someFilterText))),
  often(3, fc.tuple(fc.constant('$orderby'), fc.oneof(someOrder, someText))),
  often(2, fc.tuple(fc.constant('$select'), fc.oneof(someSelection, someText))),
  often(2, fc.tuple(fc.constant('$skiptoken'), someToken)),
  often(3, fc.tuple(fc.constantFrom('$top', '$skip', '$count', '$inlinecount', '__includeDeleted'), someCount)),
  often(1, fc.tuple(fc.oneof(fc.constantFrom('$Filter', '$expand', 'ZUMO-API-VERSION', '$TOP'), someText), someText)),
);

type Options = readonly (readonly [name: string, value: string])[];

const printed = (options: Options): string =>
  printQueryString(options.map(([name, value]) => ({ name: name.toWellFormed(), value: value.toWellFormed() })));

const undecodable = ['%', '%zz', '%ff', '%C3', '=', '&', '$filter', '+', '#', '?', 'é', '\ud800'];

/** A query string, without `?`; some are not even percent-encoded as they should be. */
export const someQuery = fc.oneof(
  often(8, fc.array(someOption, { maxLength: 5 }).map(printed)),
  often(3, someLaterPage.map(printed)),
  often(
    1,
    fc.array(fc.constantFrom(...undecodable)).map((parts) => parts.join('')),
  ),
);

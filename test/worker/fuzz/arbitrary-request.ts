/** Random bodies, headers, paths and requests. */
import fc, { type Arbitrary } from 'fast-check';
import { columns } from '../../unit/protocol/arbitrary-filter.ts';
import { someRecord } from '../../unit/protocol/arbitrary-record.ts';
import type { Asked } from '../injection/hostile.ts';
import { someQuery, someText } from './arbitrary-query.ts';

const often = <T>(weight: number, arbitrary: Arbitrary<T>) => ({ weight, arbitrary });

const someName = fc.oneof(
  often(9, fc.constantFrom(...columns.keys(), 'version', 'createdAt', 'deleted')),
  often(1, fc.oneof(someText, fc.constantFrom('__proto__', 'constructor', 'owner', 'ID', ''))),
);
const someValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, '', 0, -0, 1e300, 2 ** 53, true, '2026-11-21', '2026-11-21T09:30:00Z', '09:30:00', []),
  someText,
);

/** The text of a body: JSON of a record, right or wrong, of a list or a patch, or cut somewhere. */
const someBody = fc
  .oneof(
    often(
      3,
      fc.array(fc.tuple(someName, someValue), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
    ),
    often(2, someRecord),
    often(1, fc.array(fc.record({ op: fc.constantFrom('add', 'remove', 'test'), path: someText, value: someValue }))),
    often(1, fc.jsonValue()),
  )
  .map((json) => JSON.stringify(json))
  .chain((text) =>
    fc.oneof(
      often(6, fc.constant(text)),
      often(
        1,
        fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([at, to]) => text.slice(0, at) + text.slice(to)),
      ),
      often(1, someText),
    ),
  );

const id = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '%24query', '$query'),
  someText.map((text) => encodeURIComponent(text.toWellFormed())),
);
const somePath = fc.oneof(
  often(4, fc.constant('/tables/agreement')),
  often(
    5,
    id.map((text) => `/tables/agreement/${text}`),
  ),
  often(
    1,
    fc.tuple(someText, id).map(([text, rest]) => `/${encodeURIComponent(text.toWellFormed())}/${rest}`),
  ),
  often(
    1,
    fc
      .array(fc.constantFrom('/', '.', '..', '%2e', '%2f', '%00', '%', 'tables', 'agreement', ';', '\\', '@', '//'))
      .map((parts) => `/${parts.join('')}`),
  ),
);

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
const tag = fc.oneof(
  printable,
  fc.constantFrom('*', '"0123456789abcdef"', 'W/"a"', '"a","b"', '"', '""', '\\"a\\"', ','),
);
const date = fc.constantFrom(
  'Sat, 21 Nov 2026 09:30:00 GMT',
  'Xxx, 99 Xxx 9999 99:99:99 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
);
const type = fc.constantFrom(
  'application/json',
  'application/json; charset=x',
  'application/json-patch+json',
  'text/plain',
  '',
);

/** A header and its text; the types that bodies need come more often. */
const someHeader = fc.oneof(
  often(6, fc.tuple(fc.constant('Content-Type'), fc.oneof(often(8, type), often(1, printable)))),
  often(3, fc.tuple(fc.constantFrom('If-Match', 'If-None-Match'), tag)),
  often(1, fc.tuple(fc.constantFrom('If-Modified-Since', 'If-Unmodified-Since'), fc.oneof(date, printable))),
  often(
    1,
    fc.tuple(
      fc.constant('Idempotency-Key'),
      fc.oneof(printable, fc.constantFrom('"a:1"', 'a:2', ':', 'a:', 'a:9999999999999999')),
    ),
  ),
  often(
    1,
    fc.tuple(
      fc.constantFrom('Prefer', 'X-ZUMO-Options', 'X-ZUMO-VERSION', 'Origin', 'x-test-user', 'Accept'),
      printable,
    ),
  ),
  often(
    1,
    fc.tuple(
      fc.constantFrom('Prefer'),
      fc.nat().map((n) => `odata.maxpagesize=${n}`),
    ),
  ),
);

/** A request of any kind and the version that it speaks. */
export const someRequest: Arbitrary<{ readonly version: string; readonly asked: Asked }> = fc.record({
  version: fc.oneof(often(19, fc.constantFrom('2.0.0', '3.0.0')), often(1, printable)),
  asked: fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
      somePath,
      fc.option(someQuery, { nil: '', freq: 3 }),
      fc.array(someHeader, { maxLength: 4 }),
      someBody,
    )
    .map(([method, path, query, headers, body]) => ({
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: Object.fromEntries(headers),
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    })),
});

/** A list by a random query, asked for by address or by body. */
export const someList: Arbitrary<{ readonly version: string; readonly asked: Asked }> = fc.record({
  version: fc.constantFrom('2.0.0', '3.0.0'),
  asked: fc
    .tuple(someQuery, fc.boolean())
    .map(
      ([query, posted]): Asked =>
        posted
          ? { method: 'POST', path: '/tables/agreement/$query', headers: { 'Content-Type': 'text/plain' }, body: query }
          : { path: `/tables/agreement?${query}` },
    ),
});

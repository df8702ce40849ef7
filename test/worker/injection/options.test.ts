/** Nothing that a query option says becomes SQL, in its name or its value, of a list, a posted query or a record. */
import { beforeAll, describe, expect, test } from 'vitest';
import { printQueryString, type QueryParam } from '../../../src/protocol/query-string.ts';
import { changesBy, insertBystanders, nothing } from './bystanders.ts';
import { type Answered, type Asked, askHostile, payloads } from './hostile.ts';

beforeAll(insertBystanders);

type Expected = 'is refused' | 'is ignored' | 'finds nothing' | 'does no harm';
type Param = (payload: string) => QueryParam;

const option =
  (name: string, before = '', after = ''): Param =>
  (payload) => ({ name, value: before + payload + after });
/** A filter with the payload as the text of a literal. */
const literal =
  (before: string, after: string): Param =>
  (payload) => ({ name: '$filter', value: `${before}'${payload.replaceAll("'", "''")}'${after}` });
const token =
  (...keys: unknown[]): Param =>
  (payload) => {
    const json = JSON.stringify([keys.map((key) => key ?? payload)]);
    const bytes = Array.from(new TextEncoder().encode(json), (byte) => String.fromCharCode(byte));
    return { name: '$skiptoken', value: btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_') };
  };

const options: readonly (readonly [where: string, param: Param, v2: Expected, v3: Expected])[] = [
  ['$filter', option('$filter'), 'is refused', 'is refused'],
  ['$filter, behind a condition', option('$filter', "text eq 'x' "), 'is refused', 'is refused'],
  ['$filter, as a number', option('$filter', 'count eq '), 'is refused', 'is refused'],
  ['$filter, as a function', option('$filter', '', '(text) eq 1'), 'is refused', 'is refused'],
  ['$filter, in open quotes', option('$filter', "text eq '", "'"), 'does no harm', 'does no harm'],
  ['$filter, as a date', literal('due eq datetime', ''), 'is refused', 'is refused'],
  ['$filter, as a guid', literal('text eq guid', ''), 'is refused', 'is refused'],
  ['$filter, as a cast', option('$filter', 'due eq cast(', ',Edm.DateTimeOffset)'), 'is refused', 'is refused'],
  ['$filter, as a type', option('$filter', 'due eq cast(1,', ')'), 'is refused', 'is refused'],
  ['$filter, as text', literal('text eq ', ''), 'finds nothing', 'finds nothing'],
  ['$filter, as an id', literal('id eq ', ''), 'finds nothing', 'finds nothing'],
  ['$filter, as a version', literal('version eq ', ''), 'finds nothing', 'finds nothing'],
  ['$filter, in a list', literal('text in (', ')'), 'finds nothing', 'finds nothing'],
  ['$filter, in a long list', literal(`text in (${"'x',".repeat(200)}`, ')'), 'finds nothing', 'finds nothing'],
  ['$filter, among many', literal(`${"text eq 'x' or ".repeat(120)}text eq `, ''), 'finds nothing', 'finds nothing'],
  ['$filter, in contains', literal('contains(text,', ')'), 'finds nothing', 'finds nothing'],
  ['$filter, in substringof', literal('substringof(', ',text)'), 'finds nothing', 'finds nothing'],
  ['$filter, in replace', literal('replace(text,', ",'b') eq 'zz'"), 'finds nothing', 'finds nothing'],
  ['$filter, in concat', literal('concat(text,', ") eq 'zz'"), 'finds nothing', 'finds nothing'],
  ['$orderby', option('$orderby'), 'is refused', 'is refused'],
  ['$orderby, behind a column', option('$orderby', 'text,'), 'is refused', 'is refused'],
  ['$orderby, as a direction', option('$orderby', 'text '), 'is refused', 'is refused'],
  ['$select', option('$select'), 'is refused', 'is refused'],
  ['$select, behind a column', option('$select', 'text,'), 'is refused', 'is refused'],
  ['$top', option('$top'), 'is refused', 'is refused'],
  ['$top, behind a number', option('$top', '1 '), 'is refused', 'is refused'],
  ['$skip', option('$skip'), 'is refused', 'is refused'],
  ['$skip, behind a number', option('$skip', '1 '), 'is refused', 'is refused'],
  ['$count', option('$count'), 'is ignored', 'is refused'],
  ['$inlinecount', option('$inlinecount'), 'is refused', 'is ignored'],
  ['__includeDeleted', option('__includeDeleted'), 'is ignored', 'is ignored'],
  ['$skiptoken', option('$skiptoken'), 'is refused', 'is refused'],
  ['$skiptoken, as its id', token(undefined), 'does no harm', 'does no harm'],
  ['$skiptoken, as a list in it', token([undefined]), 'is refused', 'is refused'],
  ['another option', option('other'), 'is ignored', 'is ignored'],
  ['the name of an option', (payload) => ({ name: payload, value: '1' }), 'is ignored', 'is ignored'],
  ['the name of an option with $', (payload) => ({ name: `$${payload}`, value: '1' }), 'is ignored', 'is ignored'],
];

type Carrier = (params: readonly QueryParam[]) => Asked;
const carriers: readonly (readonly [string, Carrier])[] = [
  ['a list', (params) => ({ path: `/tables/todoitem?${printQueryString(params)}` })],
  [
    'a posted query',
    (params) => ({
      method: 'POST',
      path: '/tables/todoitem/$query',
      headers: { 'Content-Type': 'text/plain' },
      body: printQueryString(params),
    }),
  ],
];

const isEmpty = (text: string): boolean => /^(?:\[\]|\{"items":\[\]\})$/.test(text);

function meets(expected: Expected, { status, text }: Answered, plain: Answered): boolean {
  switch (expected) {
    case 'is refused':
      return status === 400;
    case 'is ignored':
      return status === 200 && text === plain.text;
    case 'finds nothing':
      return status === 200 && isEmpty(text);
    case 'does no harm':
      return status === 200 || status === 400;
  }
}

describe.each(['2.0.0', '3.0.0'])('in dialect %s', (version) => {
  const cases = carriers.flatMap(([route, carry]) =>
    options.map(([where, param, v2, v3]) => [where, version === '2.0.0' ? v2 : v3, route, param, carry] as const),
  );
  test.each(cases)('hostile text in %s %s: %s', async (_, expected, _route, param, carry) => {
    const unmet: string[] = [];
    const changes = await changesBy(async () => {
      const plain = await askHostile(version, carry([]));
      for (const payload of payloads) {
        const answer = await askHostile(version, carry([param(payload)]));
        if (!meets(expected, answer, plain)) unmet.push(payload);
      }
    });
    expect([unmet, changes]).toEqual([[], nothing]);
  });

  test.each(options)('hostile text in %s of a record does no harm', async (_, param) => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        const query = printQueryString([param(payload)]);
        const { status } = await askHostile(version, { path: `/tables/todoitem/live?${query}` });
        expect([200, 400]).toContain(status);
      }
    });
    expect(changes).toEqual(nothing);
  });
});

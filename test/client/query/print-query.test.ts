import { expect, test } from 'vitest';
import { printQuery } from '../../../client/query/print-query.ts';
import { TableQuery } from '../../../client/query/table-query.ts';
import { parseQueryString, printQueryString } from '../../../src/protocol/query-string.ts';

type Todo = { id: string; text: string | null; complete: boolean; due: string | null };

const todos = new TableQuery<Todo>('todoitem', async () => ({ records: [] }));

test.each<[string, TableQuery<Todo, unknown>, string, string?]>([
  ['a whole table has no options', todos, ''],
  ['nothing to skip is no option', todos.skip(0).take(0), '$top=0'],
  [
    'orders ascend unless they say otherwise',
    todos.orderBy('text').orderByDescending('due', 'id'),
    '$orderby=text,due desc,id desc',
  ],
  ['members are listed', todos.select('id', 'text'), '$select=id,text'],
  ['a page', todos.skip(20).take(10), '$skip=20&$top=10'],
  ['the count', todos.take(1).includeTotalCount(), '$top=1&$count=true', '$top=1&$inlinecount=allpages'],
  [
    'all of it',
    todos
      .where((t) => t.text.contains('milk & more').and(t.due.lt(new Date(0))))
      .orderBy('text')
      .select('text')
      .skip(1)
      .take(2)
      .includeTotalCount(),
    "$filter=contains(text,'milk & more') and due lt 1970-01-01T00:00:00.000Z&$orderby=text&$select=text&$skip=1&$top=2&$count=true",
    "$filter=substringof('milk & more',text) and due lt datetimeoffset'1970-01-01T00:00:00.000Z'&$orderby=text&$select=text&$skip=1&$top=2&$inlinecount=allpages",
  ],
])('%s', (_, query, modern, legacy = modern) => {
  const shown = (dialect: '2.0' | '3.0') =>
    printQuery(query.toQuery(), dialect)
      .map(({ name, value }) => `${name}=${value}`)
      .join('&');
  expect([shown('3.0'), shown('2.0')]).toEqual([modern, legacy]);
});

test('the address that the options make is read as the same options', () => {
  const query = todos.where({ text: "100% & + = ' # 😀 \n" }).orderByDescending('text').includeTotalCount().toQuery();
  const options = printQuery(query, '3.0');
  const address = printQueryString(options);
  expect(parseQueryString(address)).toEqual(options);
  expect(address).toMatch(/^[\w$&='().~!*%-]+$/);
});

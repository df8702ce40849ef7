/** Text that would do harm if it ever became SQL, a path or a header, and what an answer to it may say. */
import { expect } from 'vitest';
import { testFetch } from '../fetch.ts';

/** None of them is a filter, a column, a number or a token, and none has a word that `tellsOfSql` looks for. */
export const payloads: readonly string[] = [
  ...["'", "''", '"', '`', "\\'", "'--", '/* */', '%', '_', '[text]', '{"a":1}', '<script>', '{{7*7}}'],
  ...["' OR '1'='1", "') OR ('1'='1", '" OR ""="', '1 OR 1=1', '%27 OR 1=1', '＇ OR 1=1', 'ʼ; --'],
  ...[
    "'; DROP TABLE todoitem; --",
    '"; DROP TABLE todoitem; --',
    '`; DROP TABLE todoitem',
    "'); DELETE FROM diary; --",
  ],
  ...[
    'text; UPDATE todoitem SET text=1',
    "'; ATTACH DATABASE 'x' AS y; --",
    '; VACUUM',
    'text COLLATE NOCASE',
    'rowid',
  ],
  ...["' UNION SELECT * FROM sqlite_schema --", "'||(SELECT group_concat(sql) FROM sqlite_schema)||'"],
  ...['(SELECT hash FROM sync_client)', 'text DESC, (CASE WHEN 1 THEN 1 END)', 'randomblob(1000000000)'],
  ...['?1', ':a', '@a', '$a', '$.values.text', '$[0]', "o.entry->>'id'", "x'41'", '0x41', '1e999999'],
  ...['\r\nSet-Cookie: a=1', '\u0001\u007f', '../../etc/passwd', '__proto__', 'constructor'],
];

/** Words of SQL, of its errors and of the stack, which no answer has unless it was asked with them. */
const tellsOfSql =
  /SQLITE_|D1_ERROR|syntax error|near \\?"|no such (?:table|column|function):|unrecognized token|CREATE TABLE|json_each|sync_clock|sync_journal|prevVersion|owner = |ORDER BY|LIMIT \d|\.ts:\d|at async |"stack"/;

export type Asked = {
  readonly method?: string;
  /** From the `/` after the host. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string };

/** The answer, of which it is known that the server did not fail. */
export async function ask(version: string, asked: Asked, fetch = testFetch): Promise<Answered> {
  const { method = 'GET', path, headers = {}, body } = asked;
  const answer = await fetch(path, {
    method,
    headers: { 'ZUMO-API-VERSION': version, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (answer.status >= 500) expect.unreachable(`${JSON.stringify(asked)} is answered ${answer.status} ${text}`);
  return { status: answer.status, headers: answer.headers, text };
}

/** The same, and that it told nothing of its inside. */
export async function askHostile(version: string, asked: Asked, fetch = testFetch): Promise<Answered> {
  const answer = await ask(version, asked, fetch);
  const said = `${[...answer.headers].join('\n')}\n${answer.text}`;
  if (tellsOfSql.test(said)) expect.unreachable(`${JSON.stringify(asked)} is answered ${said}`);
  return answer;
}

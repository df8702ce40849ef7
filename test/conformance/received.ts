/** What came back, and the parts of it that are looked at. */
import type { Json } from './expectation.ts';

export type Answer = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
};

export type Received = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** JSON, or the text that is none; undefined if there was no body. */
  readonly body: Json | undefined;
};

export async function receive(answer: Answer): Promise<Received> {
  const text = await answer.text();
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name) ?? undefined,
    body: text === '' ? undefined : parseJson(text),
  };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The records of a list: the body itself, its `results` or its `items`. */
export function rowsOf({ body }: Received): Json[] | undefined {
  const lists = [body, memberOf(body, 'results'), memberOf(body, 'items')];
  return lists.find((list) => Array.isArray(list));
}

/** The link to the next page: `nextLink`, or the `Link` header as old servers write it. */
export function linkOf({ body, header }: Received): string | undefined {
  const next = memberOf(body, 'nextLink');
  return typeof next === 'string' ? next : /^(.+); rel=next$/.exec(header('Link') ?? '')?.[1];
}

/** A part by its path: `body.member`, `rows.0.member`, `header.Name`. */
export function partOf(received: Received, path: string): Json | undefined {
  const [root, ...members] = path.split('.');
  if (root === 'header') return received.header(members.join('.'));
  const whole = root === 'rows' ? rowsOf(received) : received.body;
  return members.reduce<Json | undefined>((value, member) => memberOf(value, member), whole);
}

/** A member of an object, or an element of an array; undefined of anything else. */
export function memberOf(value: Json | undefined, member: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(member)];
  return value !== null && typeof value === 'object' ? value[member] : undefined;
}

/** The envelope of a batch (OData JSON Format v4.01 §19): its requests, each checked by itself. */
import { ProblemError } from '../protocol/problem.ts';
import { isObject, type Members } from './json-object.ts';

/** One request, as it was sent. */
export type BatchRequest = {
  readonly id: string;
  /** All requests of a group are applied, or none; they stand next to each other. */
  readonly group: string | undefined;
  /** Ids of earlier requests and names of earlier groups. */
  readonly dependsOn: readonly string[];
  /** In capital letters. */
  readonly method: string;
  /** A whole address, or one that is relative to that of the batch. */
  readonly url: string;
  /** The address without its query, as the log may have it. */
  readonly path: string;
  /** By their names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undefined for none. */
  readonly body: unknown;
  /** Why the request cannot be understood; then what it says is of no use but its id and group. */
  readonly problem: ProblemError | undefined;
};

const maxRequests = 1000;
const maxNameLength = 255;
const members = new Set(['id', 'atomicityGroup', 'dependsOn', 'method', 'url', 'headers', 'body']);

/**
 * The requests in order. What is wrong with one of them is its own problem.
 *
 * @throws ProblemError `invalid_batch` where ids or groups do not tell the requests apart; `too_many_in_batch`.
 */
export function parseBatch(json: unknown): readonly BatchRequest[] {
  if (!isObject(json) || !Array.isArray(json.requests)) {
    throw new ProblemError('invalid_batch', 'Send a JSON object with a list of "requests".', { field: 'requests' });
  }
  const requests: readonly unknown[] = json.requests;
  if (requests.length > maxRequests) {
    const detail = `A batch has at most ${maxRequests} requests, not ${requests.length}; send the rest in the next.`;
    throw new ProblemError('too_many_in_batch', detail, { field: 'requests' });
  }
  const earlier = new Set<string>();
  let last: string | undefined;
  return requests.map((request, at) => {
    if (!isObject(request)) throw new ProblemError('invalid_batch', `Request ${at} is no JSON object.`);
    const id = nameOf(request.id, `The id of request ${at}`);
    const { atomicityGroup = undefined } = request;
    const group = atomicityGroup === undefined ? undefined : nameOf(atomicityGroup, `The group of request "${id}"`);
    if (earlier.has(id)) throw new ProblemError('invalid_batch', `Two requests or groups have the id "${id}".`);
    if (group !== undefined && group !== last && (group === id || earlier.has(group))) {
      const detail = `The requests of group "${group}" do not stand together, or a request has that id.`;
      throw new ProblemError('invalid_batch', detail);
    }
    const parsed = { id, group, ...readRequest(request, earlier) };
    earlier.add(id);
    if (group !== undefined) earlier.add(group);
    last = group;
    return parsed;
  });
}

function nameOf(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxNameLength) return value;
  throw new ProblemError('invalid_batch', `${what} is no text of 1 to ${maxNameLength} characters.`);
}

type Content = Omit<BatchRequest, 'id' | 'group'>;

function readRequest(request: Members, earlier: ReadonlySet<string>): Content {
  const { method, url, headers = {}, dependsOn = [], body } = request;
  const unknown = Object.keys(request).find((member) => !members.has(member));
  if (unknown !== undefined) return faulty(unknown, 'A request of a batch has no such member.');
  if (typeof method !== 'string') return faulty('method', 'Name the method, such as "get" or "patch".');
  if (typeof url !== 'string') return faulty('url', 'Name the address, such as "/tables/todoitem".');
  if (!isObject(headers)) return faulty('headers', '"headers" takes an object.');
  const texts = Object.entries(headers).filter((header): header is [string, string] => typeof header[1] === 'string');
  if (texts.length < Object.keys(headers).length || !texts.every(isHeader)) {
    return faulty(
      'headers',
      'A header has a name of letters, digits and signs, and one line of Latin text as its value.',
    );
  }
  if (!isTexts(dependsOn)) return faulty('dependsOn', '"dependsOn" takes a list of ids.');
  const lost = dependsOn.find((id) => !earlier.has(id));
  if (lost !== undefined) return faulty('dependsOn', `No earlier request or group has the id "${lost.slice(0, 40)}".`);
  const [path = ''] = url.split('?', 1);
  return { dependsOn, method: method.toUpperCase(), url, path, headers: joined(texts), body, problem: undefined };
}

function faulty(field: string, detail: string): Content {
  const problem = new ProblemError('invalid_request', detail, { field: field.slice(0, 40) });
  return { dependsOn: [], method: '', url: '', path: '', headers: new Map(), body: undefined, problem };
}

/** What RFC 9110 §5.1 and §5.5 let stand in a header. */
const isHeader = ([name, value]: readonly [string, string]): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Headers whose names differ in case alone are one, as on the wire (RFC 9110 §5.3). */
function joined(headers: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = values.get(key);
    values.set(key, known === undefined ? value.trim() : `${known}, ${value.trim()}`);
  }
  return values;
}

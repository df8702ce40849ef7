/** What both sides are asked to do: the same requests, but for the ids and versions of a side's own records. */
import { randomUUID } from 'node:crypto';
import type { Work } from './contest.ts';
import type { Answer, Call } from './http-client.ts';

const table = '/tables/todoitem';
const text = 'Buy milk, bread and cheese for the weekend';
const json = { 'Content-Type': 'application/json' };
const legacy = { 'ZUMO-API-VERSION': '2.0.0' };

const fill = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The body of a new record. */
export const newRecord = () => ({ id: randomUUID(), text, complete: false });

export function insertCall(): Call {
  return { method: 'POST', path: table, headers: json, body: JSON.stringify(newRecord()), status: 201 };
}

export function lookupCall({ id }: Known): Call {
  return { method: 'GET', path: `${table}/${id}`, status: 200 };
}

export function deleteCall({ id }: Known): Call {
  return { method: 'DELETE', path: `${table}/${id}`, status: 204 };
}

/** A change that is applied if the version is still the record's. */
export function updateCall({ id, version }: Known, change: string, status = 200): Call {
  const headers = { ...json, 'If-Match': `"${version}"` };
  const body = JSON.stringify({ text: `${text} (${change})`, complete: true });
  return { method: 'PATCH', path: `${table}/${id}`, headers, body, status };
}

/** The first records by `updatedAt`, as 2.0 clients ask for them. */
export function pageCall(size: number, more = ''): Call {
  return { method: 'GET', path: `${table}?$top=${size}&$orderby=updatedAt${more}`, headers: legacy, status: 200 };
}

/** What a client remembers of a record. */
export type Known = { readonly id: string; readonly version: string };

/** The record that an answer shows. */
export function readKnown(answer: Answer | undefined): Known {
  const record: unknown = JSON.parse(answer?.body.toString() ?? 'null');
  if (record instanceof Object && 'id' in record && 'version' in record) {
    return { id: String(record.id), version: String(record.version) };
  }
  throw new Error('An answer shows no record.');
}

export const insertWork = (perRound: number): Work => ({ calls: () => fill(perRound, insertCall) });

export const pageWork = (perRound: number, size: number, more?: string): Work => ({
  calls: () => fill(perRound, () => pageCall(size, more)),
});

/** Each record in turn. */
export const lookupWork = (perRound: number, records: readonly Known[]): Work => ({
  calls: (round) => fill(perRound, (index) => lookupCall(nth(records, round * perRound + index))),
});

/** Each record once a round, with the version that its last answer showed. */
export function updateWork(records: readonly Known[]): Work {
  let known = records;
  return {
    calls: (round) => known.map((record) => updateCall(record, `round ${round}`)),
    learn: ({ answers }) => {
      known = answers.map(readKnown);
    },
  };
}

function nth(records: readonly Known[], index: number): Known {
  const record = records[index % records.length];
  if (record === undefined) throw new Error('There are no records to look up.');
  return record;
}

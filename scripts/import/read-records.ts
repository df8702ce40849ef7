/** The records of a file, as they stand there. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import * as z from 'zod';
import type { FileFormat } from './file-format.ts';
import { jsonOrText } from './json-or-text.ts';

/** Something in a file that is to be a record; `where` tells a person which. */
export type Found = { readonly where: string; readonly members: unknown };

/** A file's records in order, and how far into the file the reading has come, in bytes. */
type RecordFile = { readonly records: AsyncIterable<Found>; readonly bytesRead: () => number };

/**
 * Reads CSV with a line of names, lines of JSON, and JSON with a list, or with one under `value`, `items` or `results`,
 * as answers of OData services have it. All but a list is read piece by piece.
 *
 * @throws Error while reading, for a file that is not of its format.
 */
export function openRecordFile(file: string, format: FileFormat): RecordFile {
  if (format === 'json') return { records: listRecords(file), bytesRead: () => 0 };
  const stream = createReadStream(file, { encoding: 'utf8' });
  const bytesRead = (): number => stream.bytesRead;
  return { records: format === 'csv' ? csvRecords(stream) : lineRecords(stream), bytesRead };
}

async function* csvRecords(stream: NodeJS.ReadableStream): AsyncGenerator<Found> {
  const rows = stream.pipe(parse({ bom: true, columns: true, info: true, skip_empty_lines: true }));
  // A fault of the file itself ends the parser, which the loop below is told of.
  stream.on('error', (error) => rows.destroy(error));
  for await (const { record, info } of rows) yield { where: `line ${info.lines}`, members: record };
}

async function* lineRecords(input: NodeJS.ReadableStream): AsyncGenerator<Found> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    // A line that is no JSON is a fault of that line only: nothing is a record less than text.
    if (text.trim() !== '') yield { where: `line ${line}`, members: jsonOrText(withoutMark(text)) };
  }
}

/** The byte order mark is no part of the JSON. */
const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

const list = z.array(z.unknown());
const lists = z.union([
  list,
  z.object({ value: list }).transform(({ value }) => value),
  z.object({ items: list }).transform(({ items }) => items),
  z.object({ results: list }).transform(({ results }) => results),
]);

async function* listRecords(file: string): AsyncGenerator<Found> {
  const text = await readFile(file, 'utf8');
  const found = lists.safeParse(JSON.parse(withoutMark(text)));
  if (!found.success) throw new Error(`"${file}" is no list of records.`);
  for (const [at, members] of found.data.entries()) yield { where: `record ${at + 1}`, members };
}

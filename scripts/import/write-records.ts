/** How records are written to a file. */
import { stringify } from 'csv-stringify/sync';
import type { RecordBody } from '../../src/core/record-body.ts';
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import type { SyncTable } from '../../src/table/sync-table.ts';
import type { FileFormat } from './file-format.ts';

/** The text of a file of records, by its parts. */
export type RecordText = {
  readonly head: string;
  readonly print: (record: RecordBody) => string;
  readonly between: string;
  readonly tail: string;
};

/** That of a table's records in a file of this format. */
export function recordText(format: FileFormat, { allMembers }: SyncTable): RecordText {
  switch (format) {
    case 'csv':
      return {
        head: stringify([[...allMembers.keys()]]),
        print: (record) => stringify([Array.from(allMembers, ([name, kind]) => cellOf(kind, record[name]))]),
        between: '',
        tail: '',
      };
    case 'json':
      return { head: '[\n', print: (record) => JSON.stringify(record), between: ',\n', tail: '\n]\n' };
    case 'ndjson':
      return { head: '', print: (record) => `${JSON.stringify(record)}\n`, between: '', tail: '' };
  }
}

/** An empty cell is no value. */
function cellOf(kind: ColumnKind, value: Json = null): string {
  if (value === null) return '';
  return kind !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
}

/** How records are written to a file. */
import { stringify } from 'csv-stringify/sync';
import type { RecordBody } from '../../src/core/record-body.ts';
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import type { SyncTable } from '../../src/table/sync-table.ts';

export type FileFormat = {
  readonly head: string;
  readonly print: (record: RecordBody) => string;
  readonly between: string;
  readonly tail: string;
};

const lines: FileFormat = { head: '', print: (record) => `${JSON.stringify(record)}\n`, between: '', tail: '' };

/** That of a file with this extension, or undefined for any other than `.csv`, `.json`, `.ndjson` and `.jsonl`. */
export function fileFormat(extension: string, { allMembers }: SyncTable): FileFormat | undefined {
  switch (extension.toLowerCase()) {
    case '.csv':
      return {
        head: stringify([[...allMembers.keys()]]),
        print: (record) => stringify([Array.from(allMembers, ([name, kind]) => cellOf(kind, record[name]))]),
        between: '',
        tail: '',
      };
    case '.json':
      return { head: '[\n', print: (record) => JSON.stringify(record), between: ',\n', tail: '\n]\n' };
    case '.ndjson':
    case '.jsonl':
      return lines;
    default:
      return undefined;
  }
}

/** An empty cell is no value. */
function cellOf(kind: ColumnKind, value: Json = null): string {
  if (value === null) return '';
  return kind !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
}

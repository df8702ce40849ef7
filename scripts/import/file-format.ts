/** The formats of files that records are moved in. */
import { extname } from 'node:path';

export type FileFormat = 'csv' | 'json' | 'ndjson';

/**
 * That of a file, which its name says.
 *
 * @throws Error for any other name than `.csv`, `.json`, `.ndjson` and `.jsonl`.
 */
export function formatOf(file: string): FileFormat {
  switch (extname(file).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.json':
      return 'json';
    case '.ndjson':
    case '.jsonl':
      return 'ndjson';
    default:
      throw new Error(`"${file}" is neither .csv, .json, .ndjson nor .jsonl.`);
  }
}

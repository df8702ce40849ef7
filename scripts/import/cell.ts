/** Values of files that know text alone. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { jsonOrText } from './json-or-text.ts';

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** The value that a cell's text stands for in a column of that kind; text that stands for none is given back. */
export function parseCell(kind: ColumnKind, text: string): Json {
  switch (kind) {
    case 'boolean':
      return booleans.get(text.toLowerCase()) ?? text;
    case 'number':
    case 'integer':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'date':
      // SQL Server prints a blank before the offset.
      return text.replace(/ (?=[+-]\d\d:\d\d$)/, '');
    case 'json':
      return jsonOrText(text);
    default:
      return text;
  }
}

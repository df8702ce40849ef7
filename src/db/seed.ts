/** The records that a table is born with, as SQL for the migration that creates it. */
import type { ColumnKind } from '../protocol/column-kind.ts';
import { parseRecordId } from '../protocol/record-id.ts';
import type { StoredValue } from '../table/body-schema.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { quoted } from './identifier.ts';
import { sqlLiteral, textLiteral } from './literal.ts';
import { toExactNumber } from './write/exact-number.ts';

/**
 * One statement a record, in the order of the declaration; the triggers of the table stamp and journal each. Run again,
 * they change nothing.
 *
 * @param uuid gives ids to records that have none.
 * @throws Error when a record is not what the table takes.
 */
export function seedStatements(table: SyncTable, uuid: () => string): readonly string[] {
  return table.seed.map(({ id = uuid(), ...members }, at) => {
    const values = Object.entries(table.bodies.whole.parse(members));
    const names = ['id', ...values.map(([name]) => name)].map(quoted).join(', ');
    const literals = [
      table.idKind === 'integer' ? String(at + 1) : textLiteral(parseRecordId(id)),
      ...values.map(([name, value = null]) => seedLiteral(table.columns[name]?.kind ?? 'string', value)),
    ].join(', ');
    return `INSERT INTO ${quoted(table.name)} (${names}) VALUES (${literals}) ON CONFLICT DO NOTHING;`;
  });
}

function seedLiteral(kind: ColumnKind, value: StoredValue): string {
  if (value === null) return 'NULL';
  if (kind !== 'number') return sqlLiteral(kind, value);
  const exact = toExactNumber(Number(value));
  if (typeof exact === 'number') return String(exact);
  const [whole, a, b] = exact;
  return `CAST(${whole} AS REAL) / (1 << ${a}) / (1 << ${b})`;
}

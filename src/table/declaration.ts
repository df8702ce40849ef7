/** What a table declaration must keep to so that both databases and every client can live with it. */
import { columnSchema } from './body-schema.ts';
import type { Column } from './column.ts';
import { type Duration, toMs } from './duration.ts';

/** D1 reads at most 100 columns in a result; the system's own and the write path's need the rest. */
const maxColumns = 80;

const namePattern = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const reservedTables = /^(sync_|sqlite_|d1_|_cf_|__)/i;
const systemColumns = ['id', 'createdat', 'updatedat', 'version', 'prevversion', 'deleted'];

type Options = {
  readonly pageSize?: number;
  readonly maxTop?: number;
  readonly owner?: string;
  readonly id?: string;
  readonly softDelete?: boolean;
  readonly recordsExpire?: Duration;
  readonly tombstonesExpire?: Duration;
  readonly viewColumns?: readonly string[];
  readonly seed?: readonly object[];
};

type Refuse = (why: string) => never;

/** @throws Error that says which name or option cannot be, and why. */
export function checkDeclaration(name: string, columns: { readonly [name: string]: Column }, options: Options): void {
  const refuse: Refuse = (why) => {
    throw new Error(`Table "${name}": ${why}`);
  };
  if (!namePattern.test(name) || reservedTables.test(name)) {
    refuse('a table name is a letter and then up to 62 letters, digits or "_", and does not start with "sync_".');
  }
  const names = Object.keys(columns);
  if (names.length > maxColumns) refuse(`it has ${names.length} columns; at most ${maxColumns} can be read back.`);
  const taken = new Set(systemColumns);
  const claim = (column: string): void => {
    if (!namePattern.test(column)) refuse(`"${column}" is no column name: a letter, then letters, digits or "_".`);
    if (taken.has(column.toLowerCase())) refuse(`the column name "${column}" is taken; SQL does not tell case apart.`);
    taken.add(column.toLowerCase());
  };
  if (options.owner !== undefined) claim(options.owner);
  taken.add('owner');
  names.forEach(claim);
  for (const [column, declared] of Object.entries(columns)) {
    if (declared.default === undefined || columnSchema(declared).safeParse(declared.default).success) continue;
    refuse(`the default of "${column}" is not a ${declared.kind}.`);
  }
  const given = Object.entries(columns).find(([, { access, ...declared }]) => {
    return (access === 'hidden' || access === 'readOnly') && declared.default === undefined;
  });
  if (given !== undefined) refuse(`"${given[0]}" is required, and clients cannot write it; give it a default.`);
  checkOptions(options, refuse);
  checkViewColumns(columns, options.viewColumns ?? [], refuse);
}

/**
 * D1's functions take 32 arguments, and `json_object` has two for each column and for `createdAt`; a real has no exact
 * JSON.
 */
const maxViewColumns = 14;

function checkViewColumns(
  columns: { readonly [name: string]: Column },
  names: readonly string[],
  refuse: Refuse,
): void {
  if (names.length > maxViewColumns) refuse(`it has ${names.length} viewColumns; at most ${maxViewColumns} are kept.`);
  for (const name of names) {
    const kind = columns[name]?.kind;
    if (kind === undefined) refuse(`"${name}" of viewColumns is none of its columns.`);
    if (kind === 'number' || kind === 'json')
      refuse(`"${name}" of viewColumns is a ${kind}, whose old values are not kept.`);
  }
}

function checkOptions(options: Options, refuse: Refuse): void {
  const { pageSize = 1, maxTop = 1000, owner, seed = [] } = options;
  if (!(Number.isInteger(pageSize) && Number.isInteger(maxTop) && pageSize >= 1 && pageSize <= maxTop)) {
    refuse('pageSize and maxTop are whole numbers, with 1 <= pageSize <= maxTop.');
  }
  for (const name of ['recordsExpire', 'tombstonesExpire'] as const) {
    const expireAfterMs = toMs(options[name]) ?? 1;
    if (Number.isSafeInteger(expireAfterMs) && expireAfterMs > 0) continue;
    refuse(`${name} takes a length of time, like { days: 1 }.`);
  }
  if (options.tombstonesExpire !== undefined && (options.softDelete === false || options.id === 'integer')) {
    refuse('tombstonesExpire is for tables that keep tombstones, and whose ids are never given twice.');
  }
  if (seed.length > 0 && owner !== undefined) refuse('records that belong to users cannot be seeded.');
}

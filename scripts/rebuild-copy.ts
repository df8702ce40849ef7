/** A repair of drizzle-kit's table rebuilds (0.31): they copy columns that the old table does not have yet. */

const copy = /INSERT INTO `__new_(\w+)`\(([^)]*)\) SELECT [^;]*? FROM `\1`;/g;

/** The migration with every copy of a rebuilt table cut down to the columns that the table had before it. */
export function copyOldColumns(migration: string, columnsBefore: (table: string) => ReadonlySet<string>): string {
  return migration.replaceAll(copy, (_, table: string, list: string) => {
    const before = columnsBefore(table);
    const columns = list
      .split(', ')
      .filter((column) => before.has(column.slice(1, -1)))
      .join(', ');
    return `INSERT INTO \`__new_${table}\`(${columns}) SELECT ${columns} FROM \`${table}\`;`;
  });
}

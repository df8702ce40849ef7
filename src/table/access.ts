/** Who may do what to a table. */

/** The operations that a table allows or refuses one by one; listing and counting are `read`. */
export const tableOperations = ['read', 'insert', 'update', 'delete', 'undelete'] as const;
export type TableOperation = (typeof tableOperations)[number];

/** `anonymous`: everyone. `authenticated`: signed-in users. `disabled`: nobody, the answer is 405. */
export type AccessLevel = 'anonymous' | 'authenticated' | 'disabled';

/** One level for all operations, or a level for each; an operation that is not named has `anonymous`. */
export type AccessOption = AccessLevel | { readonly [operation in TableOperation]?: AccessLevel };

export type Access = { readonly [operation in TableOperation]: AccessLevel };

/** The level of every operation. */
export function expandAccess(option: AccessOption): Access {
  const level = (operation: TableOperation): AccessLevel =>
    typeof option === 'string' ? option : (option[operation] ?? 'anonymous');
  return {
    read: level('read'),
    insert: level('insert'),
    update: level('update'),
    delete: level('delete'),
    undelete: level('undelete'),
  };
}

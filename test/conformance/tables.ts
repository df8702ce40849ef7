/** The tables that cases use, with the columns that a server must have for the cases of a table to apply to it. */

/** `note` removes records for good, `lenient` ignores unknown members, `closed` allows nothing, `members` needs a user for
 * writes, `diary` for everything; the service as shipped has `todoitem`. */
export const tableColumns: { readonly [table: string]: readonly string[] } = {
  todoitem: ['text', 'complete'],
  kitchen: ['text', 'value', 'count', 'complete', 'due', 'meta', 'big'],
  note: ['text'],
  strict: ['title', 'score'],
  lenient: ['text'],
  closed: ['text'],
  members: ['text'],
  diary: ['text'],
};

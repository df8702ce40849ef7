/** The tables that cases use, with the columns that a server must have for the cases of a table to apply to it. */

/** `note` removes records for good, `lenient` ignores unknown members, `closed` allows nothing, `members` needs a user for
 * writes, `diary` for everything, `paged` has pages of 25; the service as shipped has `todoitem`. */
export const tableColumns: { readonly [table: string]: readonly string[] } = {
  todoitem: ['text', 'complete'],
  kitchen: ['text', 'value', 'count', 'complete', 'due', 'meta', 'big'],
  note: ['text'],
  strict: ['title', 'score'],
  lenient: ['text'],
  closed: ['text'],
  members: ['text'],
  diary: ['text'],
  paged: ['text'],
  movie: ['title', 'duration', 'rating', 'releaseDate', 'year', 'bestPictureWinner'],
  moment: ['dateOnly', 'timeOnly', 'timeOnlyValue'],
  product: ['name', 'title', 'description', 'user', 'price', 'nullableValue', 'discontinued', 'likesBeer', 'isMale'],
  gadget: ['Name', 'String', 'Enum3', 'Duration', 'Price', 'Weight', 'WeightInKG', 'InStock', 'Created'],
};

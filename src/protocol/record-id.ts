/** What can be the id of a record. */
import { ProblemError } from './problem.ts';

const maxLength = 255;
// With the flag `u` a pair of surrogates is one code point; not every engine of phones has `isWellFormed`.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]|^\.{0,2}$/u;

/**
 * Whether it is text of 1 to 255 characters without control characters and lone surrogates, and neither `.` nor `..`,
 * which no address can name. Ids are told apart by case and by every code point.
 */
export const isRecordId = (id: unknown): id is string =>
  typeof id === 'string' && id.length <= maxLength && !forbidden.test(id);

/**
 * The id, if it is one.
 *
 * @throws ProblemError `invalid_id`, which says what an id is.
 */
export function parseRecordId(id: unknown): string {
  if (isRecordId(id)) return id;
  const detail = `The id is text of 1 to ${maxLength} characters, without control characters and lone surrogates, and neither "." nor "..", which no address can name.`;
  throw new ProblemError('invalid_id', detail, { field: 'id' });
}

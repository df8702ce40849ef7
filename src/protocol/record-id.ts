/** What can be the id of a record. */
import { ProblemError } from './problem.ts';

const maxLength = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/;

// With the flag `u` a pair of surrogates is one code point; not every engine of phones has `isWellFormed`.
const loneSurrogate = /[\ud800-\udfff]/u;

/**
 * The id, if it is one: 1 to 255 characters without control characters, told apart by case and by every code point.
 *
 * @throws ProblemError `invalid_id`, which says what is wrong with it.
 */
export function parseRecordId(id: unknown): string {
  if (typeof id !== 'string') throw invalid('is text');
  if (id === '' || id.length > maxLength) throw invalid(`has 1 to ${maxLength} characters`);
  if (control.test(id)) throw invalid('has no control characters');
  if (loneSurrogate.test(id)) throw invalid('is well-formed Unicode, without lone surrogates');
  if (id === '.' || id === '..') throw invalid('is not "." or "..", which no address can name');
  return id;
}

const invalid = (rule: string): ProblemError => new ProblemError('invalid_id', `The id ${rule}.`, { field: 'id' });

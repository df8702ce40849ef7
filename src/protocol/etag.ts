/** Entity tags: a record's version in quotes (RFC 9110 §8.8.3). */
import type { Dialect } from './dialect.ts';
import { ProblemError } from './problem.ts';

export const printEtag = (version: string): string => `"${version}"`;

const strictList = /^\s*(?:W\/)?"[^"]*"\s*(?:,\s*(?:W\/)?"[^"]*"\s*)*$/;
// Old clients send the version bare, with escaped quotes, or wrap a weak tag that a cache made: "W/\"v\"".
const lenientTag = /^"?(?:W\/)?"?([^",]+?)"?"?$/;

/**
 * The versions that a header lists, or `*`. In dialect 3.0 a weak tag matches nothing (§13.1.1 asks for the strong
 * comparison), so it is left out; in 2.0 it counts, and so do the forms that only old clients send.
 *
 * @throws ProblemError `invalid_precondition` for text that is no list of tags.
 */
export function parseEntityTags(header: string, text: string, dialect: Dialect): readonly string[] | '*' {
  if (text.trim() === '*') return '*';
  if (dialect === '3.0') {
    if (!strictList.test(text)) throw noTags(header);
    const tags = text.match(/(?:W\/)?"[^"]*"/g) ?? [];
    return tags.filter((tag) => !tag.startsWith('W/')).map((tag) => tag.slice(1, -1));
  }
  return text
    .replaceAll('\\"', '"')
    .split(',')
    .map((part) => {
      const version = lenientTag.exec(part.trim())?.[1];
      if (version === undefined) throw noTags(header);
      return version;
    });
}

function noTags(header: string): ProblemError {
  const detail = `${header} takes "*" or versions in double quotes, like "0123456789abcdef".`;
  return new ProblemError('invalid_precondition', detail, { field: header });
}

/** What is refused. */
import { ProblemError } from '../../../src/protocol/problem.ts';

/** The problem that reading the text ends with. */
export function refusalOf(read: (text: string) => unknown, text: string): ProblemError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted.`);
}

/** Faults in query options. */
import { ProblemError } from '../protocol/problem.ts';

/** The error that names the query option, what is wrong with it and where. */
export function queryError(option: string, detail: string, position?: number): ProblemError {
  const where = position === undefined ? '' : ` (at ${position})`;
  const extras = position === undefined ? { field: option } : { field: option, position };
  return new ProblemError('invalid_query', `${option}${where}: ${detail}`, extras);
}

const maxShown = 100;

/** A part of a query as an error shows it: its start, if it is long. */
export const shown = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)}...` : text);

export const filterError = (detail: string, position: number): ProblemError => queryError('$filter', detail, position);

/** Faults in query options. */
import { ProblemError } from '../protocol/problem.ts';

/** The error that names the query option, what is wrong with it and where. */
export function queryError(option: string, detail: string, position?: number): ProblemError {
  const where = position === undefined ? '' : ` (at ${position})`;
  const extras = position === undefined ? { field: option } : { field: option, position };
  return new ProblemError('invalid_query', `${option}${where}: ${detail}`, extras);
}

export const filterError = (detail: string, position: number): ProblemError => queryError('$filter', detail, position);

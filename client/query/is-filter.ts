import type { Query } from './query.ts';

/** Whether a query asks for nothing that a filter cannot say. */
export const isFilter = ({ orderBy, skip, top }: Query): boolean =>
  orderBy.length === 0 && skip === 0 && top === undefined;

/** A query as data: what the builder makes, what runs on local records, and what is printed for the server. */
import type { Filter } from '../../src/protocol/filter.ts';

type OrderKey = { readonly member: string; readonly descending: boolean };

export type Query = {
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly OrderKey[];
  /** Members to give; all without it. */
  readonly select?: readonly string[];
  readonly skip: number;
  /** At most so many records. */
  readonly top?: number;
  readonly includeTotalCount: boolean;
};

export const wholeTable: Query = { orderBy: [], skip: 0, includeTotalCount: false };

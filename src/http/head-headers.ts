/** The header by which clients know a history again. */
import { headHeader } from '../protocol/sync-head.ts';

/** Nothing where the head was not read. */
export const headHeaders = (head: string | undefined): Readonly<Record<string, string>> =>
  head === undefined ? {} : { [headHeader]: head };

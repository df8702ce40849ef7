/** What a write with code around it comes to. */
import type { Outcome } from '../core/outcome.ts';
import type { Row } from '../db/db.ts';
import type { Shown } from './table-code.ts';

/**
 * What became of the operation, or the record that code shows in its place, with the head if the code let it be
 * written.
 */
export type Answer =
  | Outcome<Row>
  | { readonly kind: 'shown'; readonly shown: Shown; readonly head: string | undefined };

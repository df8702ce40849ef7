/** A pull that is running. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { Unfit } from '../record/fitted.ts';
import type { Asked } from './asked.ts';
import type { PullMark } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import type { Walk } from './pull-walk.ts';

/** What has arrived so far. */
export type Arrived = { received: number; readonly unfit: Unfit[] };

export type Pull = {
  readonly asked: Asked;
  readonly options: PullOptions;
  readonly walk: Walk;
  /** Under which name its position is kept, if it is. */
  readonly name: string | undefined;
  readonly columns: DeclaredColumns | undefined;
  readonly arrived: Arrived;
  /** Begins once more, in the way that the service is known by now to take. */
  readonly again: (anew?: Walk['merge']) => Promise<PullMark>;
};

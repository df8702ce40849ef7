/** A pull that is running. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { Unfit } from '../record/fitted.ts';
import type { Outcome } from '../transport/outcome.ts';
import type { WireRequest } from '../transport/request.ts';
import type { Asked } from './asked.ts';
import type { PullMark } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import type { Place, Walk } from './pull-walk.ts';
import type { PushResult } from './pushing.ts';
import type { Writing } from './writing.ts';

/** What has arrived so far. */
export type Arrived = { received: number; readonly unfit: Unfit[] };

/** What every pull has. */
export type Pulling = { readonly asked: Asked; readonly options: PullOptions; readonly arrived: Arrived };

export type Pull = Pulling & {
  readonly walk: Walk;
  /** Under which name its position is kept, if it is. */
  readonly name: string | undefined;
  readonly columns: DeclaredColumns | undefined;
  /** Begins once more, in the way that the service is known by now to take. */
  readonly again: (anew?: Writing) => Promise<PullMark>;
};

/** The first request of a pull, which may go with others. */
export type Ride = {
  readonly begun: Begun;
  readonly request: WireRequest;
  /** What became of it, once it has gone with others. */
  outcome?: Outcome;
};

/** Where a pull begins, and with which heads that is asked. */
export type Begun = { readonly mark: PullMark; readonly place: Place; readonly heads: readonly string[] };

/** The push before a pull, with requests of pulls to go with its last operations. */
export type Push = (rides?: readonly Ride[]) => Promise<PushResult>;

export type PulledAndPushed = {
  /** Records that the server sent. */
  readonly received: number;
  /** Those of them that the local table could not take. */
  readonly unfit: readonly Unfit[];
  /** What the push before the pull came to; undefined when nothing waited. */
  readonly pushed: PushResult | undefined;
};

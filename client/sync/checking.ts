/** A drift check that is running. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import type { Difference } from './difference.ts';
import type { PullOptions } from './pull-options.ts';

export type Checking = {
  readonly device: Device;
  readonly asked: Asked;
  readonly options: PullOptions;
  /** What was not as the service has it, and is now. */
  readonly differences: Difference[];
};

/** What the service has said of a list, and the last write that it had by then. */
export type Told = { readonly body: Json | undefined; readonly head: string };

/** What the suite that kills the service has seen, for `npm run report`. */
export type Kills = {
  readonly kills: number;
  readonly acknowledged: number;
  /** Retries of operations whose first answer was lost, told what had become of them. */
  readonly deduplicated: number;
};

/** Of how many requests that were aborted the write had been made. */
export type Aborts = { readonly aborted: number; readonly committed: number };

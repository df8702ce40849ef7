/** Lengths of time in declarations. */

/** The sum of its parts. @example { days: 1, hours: 12 } */
export type Duration = {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
};

/** In milliseconds; undefined for none. */
export function toMs(duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

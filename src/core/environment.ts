/** What the outside world gives and tests replace: the clock and everything random. */

export type Environment = {
  /** The worker's own clock, in milliseconds since 1970. It only bounds the database's clock. */
  readonly now: () => number;
  /** A fresh UUID, for records and requests that bring no id. */
  readonly uuid: () => string;
  /** A number from 0 up to 1, to spread retries. */
  readonly random: () => number;
  /** A fresh record version: 16 random lower-case hex digits. */
  readonly version: () => string;
};

/** The 64 bits of a random UUID that no standard fixes; there is no faster source of few random digits. */
function randomVersion(): string {
  const uuid = crypto.randomUUID();
  return uuid.slice(0, 4) + uuid.slice(24);
}

/** The real world. */
export const realEnvironment: Environment = {
  now: () => Date.now(),
  uuid: () => crypto.randomUUID(),
  random: () => Math.random(),
  version: randomVersion,
};

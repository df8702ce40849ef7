/** What the outside world gives and tests replace: the clock and everything random. */

export type Environment = {
  /** The worker's own clock, in milliseconds since 1970. It only bounds the database's clock. */
  readonly now: () => number;
  /** A fresh UUID, for records and requests that bring no id. */
  readonly uuid: () => string;
  /** A number from 0 up to 1, to spread retries. */
  readonly random: () => number;
  /** Fresh record versions: 16 random lower-case hex digits each. */
  readonly versions: (count: number) => readonly string[];
};

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const versionBytes = 8;

function randomVersions(count: number): string[] {
  const random = new Uint8Array(count * versionBytes);
  // One call gives at most 65,536 bytes.
  for (let at = 0; at < random.length; at += 65_536) crypto.getRandomValues(random.subarray(at, at + 65_536));
  return Array.from({ length: count }, (_, index) => {
    const own = random.subarray(index * versionBytes, (index + 1) * versionBytes);
    return Array.from(own, (byte) => digits[byte]).join('');
  });
}

/** The real world. */
export const realEnvironment: Environment = {
  now: () => Date.now(),
  uuid: () => crypto.randomUUID(),
  random: () => Math.random(),
  versions: randomVersions,
};

/** What a client compares with what it has, to find out in which records it differs. */

/** The records with ids behind those of the range before it, up to `to`; without `to`, all that are left. */
export type DigestRange = {
  readonly to: string | number | undefined;
  readonly count: number;
  /** The sum, modulo 2^48, of the first 12 hex digits of their versions, as 12 hex digits. */
  readonly digest: string;
};

/** What goes wrong: how often each kind of fault comes, and which of them a certain event gets. */
import { Random } from './random.ts';

/** Probabilities for each request, database call or second; 0 for never. */
export type FaultRates = {
  readonly requestLost: number;
  readonly answerLost: number;
  /** No answer, and no error either before the client's own patience ends. */
  readonly hangs: number;
  readonly duplicated: number;
  readonly truncated: number;
  /** Something on the way answers instead: 502 with a page, 503 with Retry-After, a sign-in page as 200. */
  readonly intercepted: number;
  readonly databaseLostBefore: number;
  readonly databaseLostAfter: number;
  /** A fresh token is asked for in vain. */
  readonly refreshLost: number;
  readonly slow: number;
};

export type FaultKind = keyof FaultRates;

export const calm: FaultRates = {
  requestLost: 0,
  answerLost: 0,
  hangs: 0,
  duplicated: 0,
  truncated: 0,
  intercepted: 0,
  databaseLostBefore: 0,
  databaseLostAfter: 0,
  refreshLost: 0,
  slow: 0,
};

/** The dice of one event: those of the same name always fall the same, whatever happens besides. */
export class Fate {
  readonly random: Random;
  readonly #rates: FaultRates;

  constructor(rates: FaultRates, seed: number, name: string) {
    this.#rates = rates;
    this.random = new Random(seed, name);
  }

  has(kind: FaultKind): boolean {
    return this.random.chance(this.#rates[kind]);
  }
}

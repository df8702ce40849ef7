/** Who is signed in: tokens that expire all at once, and where clients get fresh ones. */
import type { TokenSource } from '../../client/index.ts';
import { ProblemError } from '../protocol/problem.ts';
import { Fate, type FaultRates } from './faults.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** Whose token it is, or was. */
export const userOfToken = (token: string): string => token.slice(0, token.indexOf('.'));

type SignInOptions = { readonly seed: number; readonly timeline: Timeline; readonly trace: Trace };

export class SignIn {
  rates: FaultRates;
  readonly #options: SignInOptions;
  /** How often the tokens of each user have expired. */
  readonly #expired = new Map<string, number>();

  constructor(options: SignInOptions, rates: FaultRates) {
    this.#options = options;
    this.rates = rates;
  }

  /** From now on the tokens that the user has are refused. */
  expire(user: string): void {
    this.#options.trace.note(`the tokens of ${user} expire`);
    this.#options.trace.count('tokens expired');
    this.#expired.set(user, (this.#expired.get(user) ?? 0) + 1);
  }

  /** Whose token it is. @throws ProblemError `authentication_required` for one that has expired */
  check(token: string): string {
    const user = userOfToken(token);
    if (token === this.#issue(user)) return user;
    this.#options.trace.count('requests with an expired token');
    throw new ProblemError('authentication_required', 'The token has expired.');
  }

  /**
   * The tokens of one client of the user, which keeps the first until it is refused: I11 that it asks for one at a
   * time.
   */
  tokensOf(user: string, client: string): TokenSource {
    const { timeline, trace, seed } = this.#options;
    let token = this.#issue(user);
    let [refreshes, isRefreshing] = [0, false];
    const refresh = async (): Promise<string | undefined> => {
      if (isRefreshing) trace.violate('I11', `${client} asks for two fresh tokens at once`);
      isRefreshing = true;
      const fate = new Fate(this.rates, seed, `${client} refresh ${refreshes++}`);
      await timeline.sleep(fate.random.between(10, fate.has('slow') ? 3000 : 200));
      isRefreshing = false;
      trace.count('tokens refreshed');
      if (fate.has('refreshLost')) return undefined;
      token = this.#issue(user);
      return token;
    };
    return { token: () => token, refresh };
  }

  #issue(user: string): string {
    return `${user}.${this.#expired.get(user) ?? 0}`;
  }
}

/** Two sides doing the same work by turns, so that whatever else the machine does meets both. */
import { type Call, type HttpClient, openHttpClient, type Run } from './http-client.ts';
import { median, quantile } from './statistics.ts';

/** The work of a side: what to ask for in a round, and what to remember of the answers. */
export type Work = {
  calls(round: number): readonly Call[];
  learn?(run: Run): void;
};

export type Contest = {
  readonly connections: number;
  readonly ours: Work;
  readonly bare: Work;
};

/** What one side came to, over all rounds that count. */
export type Speed = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

export type Result = {
  readonly ours: Speed;
  readonly bare: Speed;
  /** The median over the rounds of: requests a second of ours, divided by those of bare in the same round. */
  readonly ratio: number;
};

/** Rounds at the start that only warm up. */
const warmUps = 3;
const rounds = 27;

/** @throws Error when any answer is not the expected one. */
export async function contend(
  origins: { readonly ours: URL; readonly bare: URL },
  { connections, ...works }: Contest,
  betweenRounds: () => void,
): Promise<Result> {
  const ours = openSide(origins.ours, connections, works.ours);
  const bare = openSide(origins.bare, connections, works.bare);
  for (let round = 0; round < warmUps + rounds; round += 1) {
    betweenRounds();
    // Who goes first changes, since the second finds the machine as the first has left it.
    for (const side of round % 2 === 0 ? [ours, bare] : [bare, ours]) await side.run(round);
  }
  ours.client.close();
  bare.client.close();
  const [mine, theirs] = [ours.runs.slice(warmUps), bare.runs.slice(warmUps)];
  const ratios = mine.map((run, round) => rateOf(run) / rateOf(theirs[round]));
  return { ours: speedOf(mine), bare: speedOf(theirs), ratio: median(ratios) };
}

type Side = { readonly client: HttpClient; readonly runs: Run[]; run(round: number): Promise<void> };

function openSide(origin: URL, connections: number, work: Work): Side {
  const client = openHttpClient(origin, connections);
  const runs: Run[] = [];
  return {
    client,
    runs,
    async run(round) {
      const run = await client.run(work.calls(round));
      work.learn?.(run);
      runs.push(run);
    },
  };
}

const rateOf = (run: Run | undefined): number => (run === undefined ? 0 : run.latenciesMs.length / run.seconds);

function speedOf(runs: readonly Run[]): Speed {
  const latenciesMs = runs.flatMap((run) => run.latenciesMs);
  const perSecond = median(runs.map(rateOf));
  return { perSecond, p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99) };
}

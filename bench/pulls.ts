/** Whether a row costs as much in a large table as in a small one, and a page as much at the end as at the start. */
import type { Hosts } from './hosts.ts';
import { type Call, type HttpClient, openHttpClient } from './http-client.ts';
import { type PulledPage, type PullKind, pageSize, pullKinds, pullPages, take } from './paged-pull.ts';
import type { Figure } from './report.ts';
import { median } from './statistics.ts';

const small = 10_000;
const large = 100_000;
const parts = large / small;
const pageRounds = 27;
const pagesPerRound = 20;

type Tables = { readonly small: HttpClient; readonly large: HttpClient };

/** The two tables are databases of their own; each kind of client pulls both completely. */
export async function measurePulls(hosts: Hosts, betweenRounds: () => void): Promise<Figure[]> {
  const tables = {
    small: openHttpClient(await hosts.openFilled(small), 1),
    large: openHttpClient(await hosts.openFilled(large), 1),
  };
  const figures: Figure[] = [];
  for (const kind of pullKinds) figures.push(...(await measureKind(tables, kind, betweenRounds)));
  tables.small.close();
  tables.large.close();
  return figures;
}

async function measureKind(tables: Tables, kind: PullKind, betweenRounds: () => void): Promise<Figure[]> {
  await take(pullPages(tables.small, kind));
  await tables.large.run(Array.from({ length: 100 }, () => kind.first));
  const pages = await pullBoth(tables, kind, betweenRounds);
  const [ofSmall, ofLarge] = [microsecondsPerRow(pages.small), microsecondsPerRow(pages.large)];
  // Not the first page of all: it may count the whole table.
  const calls = pages.large.filter(({ rows }) => rows === pageSize).map(({ call }) => call);
  const [early, late] = [calls.slice(1, 1 + pagesPerRound), calls.slice(-pagesPerRound)];
  const depth = await compare(tables.large, late, early, betweenRounds);
  const target = { atMost: 1.3 };
  return [
    { name: `${kind.name}: time per row of 100,000 / of 10,000`, value: ofLarge / ofSmall, target },
    { name: `${kind.name}: time per row of 10,000, µs`, value: ofSmall },
    { name: `${kind.name}: time per row of 100,000, µs`, value: ofLarge },
    { name: `${kind.name}: time of one of the last pages of 100,000 rows / of the first`, value: depth, target },
  ];
}

/**
 * The large table in so many parts, a whole pull of the small one before or after each, so that both end up with as
 * many rows.
 */
async function pullBoth(tables: Tables, kind: PullKind, betweenRounds: () => void) {
  const pages: { small: PulledPage[]; large: PulledPage[] } = { small: [], large: [] };
  const whole = pullPages(tables.large, kind);
  const pullSmall = async () => pages.small.push(...(await take(pullPages(tables.small, kind))));
  const pullPart = async (most: number) => pages.large.push(...(await take(whole, most)));
  for (let part = 1; part <= parts; part += 1) {
    betweenRounds();
    const turns = [pullSmall, () => pullPart(part === parts ? Number.POSITIVE_INFINITY : small / pageSize)];
    for (const turn of part % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  for (const each of [pages.small, pages.large]) {
    if (rowsOf(each) !== large) throw new Error(`${kind.name}: ${rowsOf(each)} rows came, not ${large}.`);
  }
  return pages;
}

const rowsOf = (pages: readonly PulledPage[]): number => pages.reduce((sum, { rows }) => sum + rows, 0);

function microsecondsPerRow(pages: readonly PulledPage[]): number {
  return (pages.reduce((sum, { ms }) => sum + ms, 0) * 1000) / rowsOf(pages);
}

/** The median over the rounds of: the time of these calls divided by that of the others. */
async function compare(
  client: HttpClient,
  these: readonly Call[],
  others: readonly Call[],
  betweenRounds: () => void,
): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < pageRounds; round += 1) {
    betweenRounds();
    const theseFirst = round % 2 === 0;
    const first = await client.run(theseFirst ? these : others);
    const second = await client.run(theseFirst ? others : these);
    ratios.push(theseFirst ? first.seconds / second.seconds : second.seconds / first.seconds);
  }
  return median(ratios);
}

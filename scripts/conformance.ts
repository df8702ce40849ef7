/**
 * Runs the conformance cases against a server: `npm run conformance -- URL [--case N]`. Exit code 1 if any fails.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { ConformanceCase } from '../test/conformance/case.ts';
import { cases } from '../test/conformance/cases.ts';
import type { Feature } from '../test/conformance/feature-names.ts';
import { lackOf } from '../test/conformance/features.ts';
import { type Fetch, type Outcome, runCase } from '../test/conformance/run-case.ts';
import { tableColumns } from '../test/conformance/tables.ts';
import { runCommand } from './run-command.ts';

type Verdict = 'passed' | 'failed' | 'not applicable';
type Result = { readonly verdict: Verdict; readonly reason?: string };
type ColumnsOf = ReadonlyMap<string, readonly string[]>;

type Server = {
  readonly base: string;
  readonly columnsOf: ColumnsOf;
  /** Why it lacks a feature on a table, or undefined; it is asked once. */
  readonly lackOf: (feature: Feature, table: string) => Promise<string | undefined>;
};

const send: Fetch = (url, init) => fetch(url, init);

const homeSchema = z.object({ tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })) });

/** The columns of each table that the server says it has. */
async function askTables(base: string): Promise<ColumnsOf> {
  const answer = await fetch(`${base}/`, { headers: { accept: 'application/json' } }).catch((cause: unknown) => {
    throw new Error(`There is no answer from ${base}/.`, { cause });
  });
  if (!answer.ok) throw new Error(`GET ${base}/ is answered ${answer.status}, expected JSON with "tables".`);
  const { tables } = homeSchema.parse(await answer.json());
  return new Map(tables.map(({ name, columns }) => [name, columns]));
}

async function openServer(base: string): Promise<Server> {
  const asked = new Map<string, Promise<string | undefined>>();
  return {
    base,
    columnsOf: await askTables(base),
    lackOf(feature, table) {
      const name = `${feature} ${table}`;
      const lack = asked.get(name) ?? lackOf(feature, table, send, base);
      asked.set(name, lack);
      return lack;
    },
  };
}

/** Why the case does not apply to the server, or undefined if it does. */
async function inapplicable({ table, needs = [] }: ConformanceCase, server: Server): Promise<string | undefined> {
  const tables = [table].flat();
  const missing = tables.flatMap((name) => lacking(name, server.columnsOf.get(name)));
  if (missing.length > 0) return missing[0];
  const lacks = await Promise.all(tables.flatMap((name) => needs.map((feature) => server.lackOf(feature, name))));
  return lacks.find((lack) => lack !== undefined);
}

function lacking(table: string, columns: readonly string[] | undefined): readonly string[] {
  if (columns === undefined) return [`the server has no table "${table}"`];
  const missing = (tableColumns[table] ?? []).filter((column) => !columns.includes(column));
  return missing.length === 0 ? [] : [`table "${table}" has no column ${missing.join(', ')}`];
}

async function judge(each: ConformanceCase, server: Server): Promise<Result> {
  try {
    const reason = await inapplicable(each, server);
    if (reason !== undefined) return { verdict: 'not applicable', reason };
    const outcome: Outcome = await runCase(each, send, server.base);
    return outcome.ok ? { verdict: 'passed' } : { verdict: 'failed', reason: outcome.failed };
  } catch (error) {
    return { verdict: 'failed', reason: `No answer: ${String(error)}` };
  }
}

/** Runs the cases one after the other, printing each; the number of results of each kind. */
async function run(chosen: readonly ConformanceCase[], base: string): Promise<Map<Verdict, number>> {
  const server = await openServer(base);
  const totals = new Map<Verdict, number>();
  for (const each of chosen) {
    const { verdict, reason } = await judge(each, server);
    totals.set(verdict, (totals.get(verdict) ?? 0) + 1);
    console.log(`${verdict.padEnd(14)}  ${String(each.number).padStart(3)}  ${each.dialect.padEnd(4)}  ${each.title}`);
    if (reason !== undefined) console.log(`${' '.repeat(27)}${reason.replaceAll('\n', `\n${' '.repeat(27)}`)}`);
  }
  return totals;
}

const usage = 'npm run conformance -- URL [--case N]';

function readArguments(): { readonly base: string; readonly chosen: readonly ConformanceCase[] } {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { case: { type: 'string' } } });
  const [url] = positionals;
  if (url === undefined || positionals.length !== 1 || !URL.canParse(url)) throw new Error(usage);
  const chosen = cases.filter(({ number }) => values.case === undefined || String(number) === values.case);
  if (chosen.length === 0) throw new Error(`There is no case ${values.case} in the data.`);
  return { base: url.replace(/\/+$/, ''), chosen };
}

await runCommand(async () => {
  const { base, chosen } = readArguments();
  const totals = await run(chosen, base);
  const count = (verdict: Verdict): string => `${totals.get(verdict) ?? 0} ${verdict}`;
  console.log(`${count('passed')}, ${count('failed')}, ${count('not applicable')}`);
  if (totals.has('failed')) process.exitCode = 1;
});

/**
 * Runs the conformance cases against a server: `npm run conformance -- URL [--case N]`. Exit code 1 if any fails.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { ConformanceCase } from '../test/conformance/case.ts';
import { cases } from '../test/conformance/cases.ts';
import { type Outcome, runCase } from '../test/conformance/run-case.ts';
import { tableColumns } from '../test/conformance/tables.ts';
import { runCommand } from './run-command.ts';

type Verdict = 'passed' | 'failed' | 'not applicable';
type Result = { readonly verdict: Verdict; readonly reason?: string };
type ColumnsOf = ReadonlyMap<string, readonly string[]>;

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

/** Why the case does not apply to a server of these tables, or undefined if it does. */
function inapplicable({ table }: ConformanceCase, columnsOf: ColumnsOf): string | undefined {
  return [table].flat().flatMap((name) => lacking(name, columnsOf.get(name)))[0];
}

function lacking(table: string, columns: readonly string[] | undefined): readonly string[] {
  if (columns === undefined) return [`the server has no table "${table}"`];
  const missing = (tableColumns[table] ?? []).filter((column) => !columns.includes(column));
  return missing.length === 0 ? [] : [`table "${table}" has no column ${missing.join(', ')}`];
}

async function judge(each: ConformanceCase, columnsOf: ColumnsOf, base: string): Promise<Result> {
  const reason = inapplicable(each, columnsOf);
  if (reason !== undefined) return { verdict: 'not applicable', reason };
  const outcome: Outcome = await runCase(each, (url, init) => fetch(url, init), base).catch((error: unknown) => ({
    ok: false,
    failed: `No answer: ${String(error)}`,
  }));
  return outcome.ok ? { verdict: 'passed' } : { verdict: 'failed', reason: outcome.failed };
}

/** Runs the cases one after the other, printing each; the number of results of each kind. */
async function run(chosen: readonly ConformanceCase[], base: string): Promise<Map<Verdict, number>> {
  const columnsOf = await askTables(base);
  const totals = new Map<Verdict, number>();
  for (const each of chosen) {
    const { verdict, reason } = await judge(each, columnsOf, base);
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

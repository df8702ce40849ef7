/** What every benchmark does around its measurements. */
import { parseArgs } from 'node:util';
import { installPackages } from '../scripts/install-packages.ts';
import { openReport, type Report } from './report.ts';

/**
 * Prints a table, or with `--json` one JSON object a line. `measure` gets the parts that the command line names, all of
 * them when it names none.
 *
 * @returns whether all targets hold
 * @throws Error when there is no part of a name
 */
export async function runBenchmark<Part extends string>(
  parts: readonly Part[],
  measure: (report: Report, chosen: readonly Part[]) => Promise<void>,
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}" here: ${parts.join(', ') || 'none'}.`);
  // Leaving by exit() lets Miniflare end its workerd and the data be removed.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  installPackages(new URL('.', import.meta.url));
  const report = openReport(values.json);
  await measure(report, positionals.length === 0 ? parts : parts.filter((part) => positionals.includes(part)));
  return report.end();
}

/** `npm run bench`: measures, and prints a table, or with `--json` one JSON object a line. Missed targets are no failure. */
import { parseArgs } from 'node:util';
import { installPackages } from './packages.ts';
import { openReport } from './report.ts';
import { benchServer } from './server.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

// Leaving by exit() lets Miniflare end its workerd and the data be removed.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

installPackages();
const report = openReport(values.json);
await benchServer(report);
report.end();

/**
 * `npm run check:layers`: exit code 1, and a sentence for each, if files of `src` or `client` break a rule of the tree.
 */
import { globSync, readFileSync } from 'node:fs';
import { checkSources, describeSources } from './layers/check.ts';

const files = globSync(['src/**/*.ts', 'client/**/*.ts'])
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))
  .sort((a, b) => a.path.localeCompare(b.path));

const faults = checkSources(files);
for (const fault of faults) console.error(fault);
console.log(describeSources(files));
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;

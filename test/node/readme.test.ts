import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from './start-worker.ts';
import { maskRandom, readOutputs, readTranscript, toScript } from './transcript.ts';

let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

test('the commands of the README print what it says, but for versions and times', async () => {
  const commands = readTranscript(await readFile('README.md', 'utf8'));
  expect(commands.length).toBeGreaterThan(10);
  const marker = 'the-next-command';
  const script = toScript(commands, marker).replaceAll('localhost:8787', new URL(worker.url).host);
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  const printed = readOutputs(stdout, marker).map(maskRandom);
  expect(printed).toEqual(commands.map(({ output }) => maskRandom(output)));
});

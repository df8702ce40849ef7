import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from './start-worker.ts';
import { maskRandom, readOutputs, readTranscript, toScript } from './transcript.ts';

const secret = 'of nobody, as long as the documentation asks for';

let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker({ vars: { AUTH_SECRET: secret } });
});
afterAll(() => worker.stop());

test.each([
  ['README.md', 10],
  ['docs/batch.md', 5],
  ['docs/errors.md', 1],
  ['docs/protocol.md', 30],
  ['docs/authentication.md', 7],
])('the commands of %s print what it says, but for versions and times', async (path, atLeast) => {
  const commands = readTranscript(await readFile(path, 'utf8'));
  expect(commands.length).toBeGreaterThanOrEqual(atLeast);
  const marker = 'the-next-command';
  const { host } = new URL(worker.url);
  const script = toScript(commands, marker).replaceAll('localhost:8787', host);
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    env: { ...process.env, AUTH_SECRET: secret },
  });
  const printed = readOutputs(stdout.replaceAll(host, 'localhost:8787'), marker).map(maskRandom);
  expect(printed).toEqual(commands.map(({ output }) => maskRandom(output)));
});

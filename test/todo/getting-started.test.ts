import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { spawnService } from '../node/spawn-service.ts';
import { readTranscript } from '../node/transcript.ts';
import { testOn } from './with-app.ts';

/** With the service as the page says to start it. */
const test = testOn(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'todo-'));
  const { url, end } = await spawnService('dev', folder);
  const stop = async (): Promise<void> => {
    await end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
});

test('who does what docs/getting-started.md says sees what it says, and its commands print it', async ({
  service,
  openDevice,
}) => {
  const commands = readTranscript(await readFile('docs/getting-started.md', 'utf8')).values();
  const runNext = async (): Promise<void> => {
    const { command, output } = commands.next().value ?? { command: 'false', output: '' };
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      command.replaceAll('localhost:8787', new URL(service.url).host),
    ]);
    expect(stdout.trim()).toBe(output);
  };

  const [mine, theirs] = [await openDevice(), await openDevice()];
  await mine.add('Buy milk');
  await mine.see('Buy milk', 'Sent');
  await theirs.see('Buy milk', 'Sent');
  await runNext();

  await mine.workOffline(true);
  await mine.rename('Buy milk', 'Buy oat milk');
  await mine.page.getByText('1 waiting').waitFor();
  await mine.page.reload();
  await mine.see('Buy oat milk', 'Saved here');
  await runNext();

  await theirs.tick('Buy milk');
  await theirs.sync();
  await runNext();

  await mine.workOffline(false);
  await mine.press('Conflict: compare…');
  await mine.press('Save this choice');
  await mine.see('Buy oat milk', 'Sent');
  await runNext();
  expect(commands.next().done).toBe(true);
});

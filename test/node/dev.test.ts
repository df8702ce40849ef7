import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Service, spawnService } from './spawn-service.ts';

let folder: string;
let running: Service | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-dev-'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async (script: string): Promise<Service> => {
  running = await spawnService(script, folder);
  return running;
};
const headers = { 'content-type': 'application/json', 'zumo-api-version': '3.0.0' };

async function insert({ url }: Service, id: string): Promise<unknown> {
  const body = JSON.stringify({ id, text: 'kept' });
  const answer = await fetch(`${url}/tables/todoitem`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  return answer.json();
}
const read = async ({ url }: Service, id: string): Promise<unknown> =>
  (await fetch(`${url}/tables/todoitem/${id}`, { headers })).json();

test.each([
  ['dev', 'SIGTERM'],
  ['dev:libsql', 'SIGINT'],
] as const)(
  'npm run %s serves at once, keeps what it answered through a kill, and stops whole on %s',
  async (script, signal) => {
    const first = await start(script);
    const record = await insert(first, 'before-the-kill');
    expect(await read(first, 'before-the-kill')).toEqual(record);
    await first.end('SIGKILL');

    const second = await start(script);
    expect(await read(second, 'before-the-kill')).toEqual(record);
    await insert(second, 'after-the-kill');
    await second.end(signal);
    expect(first.printed() + second.printed()).not.toMatch(/warn|error|deprecat/i);
  },
);

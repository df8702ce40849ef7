/** `GET /health`: whether the database answers and has its tables. */
import type { Context } from 'hono';
import { readHead } from '../db/journal.ts';
import type { AppEnv } from '../http/app-env.ts';

/** 200 when it does; 503 when it cannot be reached, 500 when its tables are missing. */
export async function health(c: Context<AppEnv>): Promise<Response> {
  await readHead(c.get('openDb')());
  return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' });
}

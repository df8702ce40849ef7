/** The app of the tests: the test tables, on the driver of the vitest project, with users named by a header. */
import { env } from 'cloudflare:workers';
import { createApp } from '../../src/app.ts';
import { realEnvironment } from '../../src/core/environment.ts';
import { openDatabase } from '../../src/env.ts';
import { testDatabase } from './database.ts';
import * as tables from './tables.ts';

/** Whoever the header `x-test-user` names. */
export const authenticate = async (request: Request) => {
  const id = request.headers.get('x-test-user');
  return id === null ? undefined : { id };
};

export const app = createApp({
  tables: Object.values(tables),
  openDb: () => openDatabase(testDatabase(env)),
  authenticate,
  environment: realEnvironment,
});

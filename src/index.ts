/** The Worker. */
import { createApp } from './app.ts';
import { readAuth } from './auth-variables.ts';
import { openDatabase, rateLimitsOf } from './env.ts';
import { collectOnSchedule } from './scheduled.ts';
import * as declared from './tables.ts';
import { withTodoApp } from './todo-app.ts';

const served = { tables: Object.values(declared), openDb: openDatabase };
const app = createApp({
  ...served,
  auth: readAuth,
  rateLimits: rateLimitsOf,
  adminSecret: ({ ADMIN_SECRET }) => ADMIN_SECRET,
});

export default { fetch: withTodoApp(app.fetch), scheduled: collectOnSchedule(served) };

/** The Worker. */
import { createApp } from './app.ts';
import { openDatabase } from './env.ts';
import { collectOnSchedule } from './scheduled.ts';
import * as declared from './tables.ts';

const served = { tables: Object.values(declared), openDb: openDatabase };

export default { fetch: createApp(served).fetch, scheduled: collectOnSchedule(served) };

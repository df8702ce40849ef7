/** The Worker. */
import { createAdmin } from './admin/admin.ts';
import { createApp } from './app.ts';
import { readAuth } from './auth-variables.ts';
import { openDatabase } from './env.ts';
import { collectOnSchedule } from './scheduled.ts';
import * as declared from './tables.ts';

const served = { tables: Object.values(declared), openDb: openDatabase, auth: readAuth };
const app = createApp(served);
app.route('/admin', createAdmin({ ...served, secret: ({ ADMIN_SECRET }) => ADMIN_SECRET }));

export default { fetch: app.fetch, scheduled: collectOnSchedule(served) };

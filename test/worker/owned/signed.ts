/** The service of the tests of sign-in: users are who a provider says. */
import { createApp } from '../../../src/app.ts';
import { readAuth } from '../../../src/auth-variables.ts';
import { openDatabase } from '../../../src/env.ts';
import * as tables from './tables.ts';

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default createApp({ tables: Object.values(tables), openDb: openDatabase, auth: readAuth });

/** The tables of the tests as a Worker of their own, for tests that ask it from outside. */
import { createApp } from '../../src/app.ts';
import { openDatabase } from '../../src/env.ts';
import * as tables from './tables.ts';

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default createApp({ tables: Object.values(tables), openDb: openDatabase });

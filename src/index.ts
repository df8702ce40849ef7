/** The Worker. */
import { createApp } from './app.ts';
import { openDatabase } from './env.ts';
import * as tables from './tables.ts';

export default createApp({ tables: Object.values(tables), openDb: openDatabase });

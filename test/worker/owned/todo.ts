/** The to-do app, on a service in which each user has a list of their own. */
import { createApp } from '../../../src/app.ts';
import { readAuth } from '../../../src/auth-variables.ts';
import { openDatabase } from '../../../src/env.ts';
import { withTodoApp } from '../../../src/todo-app.ts';
import * as tables from './tables.ts';

const app = createApp({ tables: Object.values(tables), openDb: openDatabase, auth: readAuth });

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default { fetch: withTodoApp(app.fetch) };

/** Runs the service of Azure Mobile Apps with a table of to-do items in memory, and prints its address. */
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

type MobileApp = {
  readonly tables: {
    add(name: string, options: object): void;
    initialize(): Promise<void>;
  };
};
type Server = { address(): { readonly port: number } };
type App = { use(app: MobileApp): void; listen(port: number, host: string, listening: () => void): Server };

registerHooks({
  resolve: (name, context, next) =>
    name === 'sqlite3' ? { url: new URL('sqlite3.ts', import.meta.url).href, shortCircuit: true } : next(name, context),
});
// It asks where the program is by what only programs of CommonJS have.
Object.assign(process, { mainModule: { filename: fileURLToPath(import.meta.url) } });
const require = createRequire(import.meta.url);
const express: () => App = require('express');
const mobileApps: (options: object) => MobileApp = require('azure-mobile-apps');

const service = mobileApps({ data: { provider: 'sqlite' }, logging: { level: 'warn' } });
const columns = { text: 'string', complete: 'boolean', listId: 'string' };
service.tables.add('todoitem', { columns, dynamicSchema: false, softDelete: true });
await service.tables.initialize();
const app = express();
app.use(service);
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}`));

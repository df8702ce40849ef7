/**
 * `node scripts/libsql-server.ts FOLDER [--port 8080] [--auth-token TOKEN]`: a libSQL server over the files of a
 * folder.
 */
import { parseArgs } from 'node:util';
import { startLibsqlServer } from './libsql-server/server.ts';
import { stopSignal } from './stop-signal.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '8080' }, 'auth-token': { type: 'string' } },
});
const [folder = '.wrangler/libsql'] = positionals;
const authToken = values['auth-token'];
const server = await startLibsqlServer({
  folder,
  port: Number(values.port),
  ...(authToken === undefined ? {} : { authToken }),
});
console.log(`libSQL at ${server.url}, files in ${folder}`);
stopSignal().addEventListener('abort', () => void server.stop());

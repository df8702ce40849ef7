/**
 * A process with express-pouchdb, on LevelDB: `node pouch-server.ts folder records`. Tells its port, and ends with its
 * parent.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { newRecord } from '../works.ts';
import { loadExpressPouch, loadPouch } from './pouch-packages.ts';

const [folder = '', records = '0'] = process.argv.slice(2);
process.once('disconnect', () => process.exit());

const Pouch = loadPouch().defaults({ prefix: join(folder, 'server-') });
const docs = Array.from({ length: Number(records) }, () => {
  const { id, ...rest } = newRecord();
  return { _id: id, ...rest };
});
await new Pouch('todoitem').bulkDocs(docs);

const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') };
const server = createServer(loadExpressPouch()(Pouch, options)).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(address !== null && typeof address === 'object' ? address.port : undefined);
});

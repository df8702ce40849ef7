/** PouchDB 9 and express-pouchdb, both on LevelDB, each in a process of its own as client and server are. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newRecord } from '../works.ts';
import { loadPouch } from './pouch-packages.ts';

export type PouchServer = {
  readonly url: string;
  close(): void;
};

/** A server with so many documents, and its data in the folder. */
export async function startPouch(folder: string, records: number): Promise<PouchServer> {
  const path = fileURLToPath(new URL('pouch-server.ts', import.meta.url));
  const server = fork(path, [folder, String(records)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`The server of PouchDB ended with ${code}.`);
  });
  const [port] = await Promise.race([once(server, 'message'), ended]);
  ended.catch(() => {});
  return { url: `http://127.0.0.1:${port}/todoitem`, close: () => server.disconnect() };
}

/** A device that keeps its documents in a folder of its own. */
export function openPouch({ url }: PouchServer, folder: string) {
  const Pouch = loadPouch();
  const local = new Pouch(join(folder, 'todoitem'));
  return {
    /** Brings what is new; 100 documents at a time if it is not told otherwise. @returns how many came */
    async pull(batchSize?: number): Promise<number> {
      return (await Pouch.replicate(url, local, sizeOf(batchSize))).docs_written;
    },
    /** Makes so many documents here. */
    async fill(count: number): Promise<void> {
      const docs = Array.from({ length: count }, () => {
        const { id, ...rest } = newRecord();
        return { _id: id, ...rest };
      });
      await local.bulkDocs(docs);
    },
    /** Sends what is new here; 100 documents at a time if it is not told otherwise. @returns how many were sent */
    async push(batchSize?: number): Promise<number> {
      return (await Pouch.replicate(local, url, sizeOf(batchSize))).docs_written;
    },
    async count(): Promise<number> {
      return (await local.info()).doc_count;
    },
    close: () => local.close(),
  };
}

const sizeOf = (batchSize: number | undefined): object => (batchSize === undefined ? {} : { batch_size: batchSize });

/** Writes so many documents of the server anew. */
export async function touchPouch({ url }: PouchServer, count: number, text: string): Promise<void> {
  const Pouch = loadPouch();
  const server = new Pouch(url);
  const { rows } = await server.allDocs({ limit: count, include_docs: true });
  const results = await server.bulkDocs(rows.map(({ doc }) => ({ ...doc, text })));
  if (results.filter(({ ok }) => ok).length !== count) throw new Error('Not all documents were written.');
}

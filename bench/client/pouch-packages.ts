/**
 * The part of PouchDB 9 and express-pouchdb that benchmarks use; they are installed in bench/, and have no types of
 * their own.
 */
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';

type Doc = { readonly _id: string; readonly _rev?: string; readonly [member: string]: unknown };

type PouchDatabase = {
  bulkDocs(docs: readonly Doc[]): Promise<readonly { readonly ok?: boolean }[]>;
  allDocs(options: { limit: number; include_docs: true }): Promise<{ rows: readonly { readonly doc: Doc }[] }>;
  info(): Promise<{ readonly doc_count: number }>;
  close(): Promise<void>;
};

type Pouch = {
  new (name: string): PouchDatabase;
  defaults(options: { readonly prefix: string }): Pouch;
  replicate(
    source: string | PouchDatabase,
    target: string | PouchDatabase,
    options: object,
  ): Promise<{ readonly docs_written: number }>;
};

type ExpressPouch = (pouch: Pouch, options: object) => RequestListener;

const require = createRequire(new URL('../package.json', import.meta.url));

export function loadPouch(): Pouch {
  const pouch: Pouch = require('pouchdb');
  return pouch;
}

export function loadExpressPouch(): ExpressPouch {
  const expressPouch: ExpressPouch = require('express-pouchdb');
  return expressPouch;
}

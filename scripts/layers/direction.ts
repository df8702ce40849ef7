/** Imports point down: which file may import which. */
import { type Import, importsOf, type SourceFile } from './source.ts';

/** From the bottom up. Files directly in `src/` are above all of these. */
const layers = ['protocol', 'odata', 'table', 'core', 'auth', 'db', 'code', 'http', 'routes', 'admin'];

const layerOf = (path: string): string | undefined => /^src\/(?<layer>[^/]+)\//.exec(path)?.groups?.layer;

/** The simulator stands over the whole system: it may import the app and the client, and nothing may import it. */
const isTesting = (path: string): boolean => path.startsWith('src/testing/');

/** The height of a file of the server; undefined for a folder that is no layer. */
function heightOf(path: string): number | undefined {
  const layer = layerOf(path);
  if (layer === undefined) return layers.length;
  const height = layers.indexOf(layer);
  return height < 0 ? undefined : height;
}

function serverFault(path: string, { target }: Import): string | undefined {
  if (isTesting(target) && !isTesting(path)) return `${path} imports ${target}, which only tests may.`;
  if (isTesting(path) && /^(?:src|client)\//.test(target)) return undefined;
  const [from, to] = [heightOf(path), heightOf(target)];
  if (!target.startsWith('src/')) return `${path} imports ${target}, which is not part of the server.`;
  if (from === undefined || to === undefined) {
    return `${path} imports ${target}, and one of them is in no layer (${layers.join(', ')}).`;
  }
  return to > from ? `${path} imports ${target}, which is above it.` : undefined;
}

function clientFault(path: string, { target, isTypeOnly }: Import): string | undefined {
  if (target.startsWith('client/') || target.startsWith('src/protocol/')) return undefined;
  if (isTypeOnly && target === 'src/tables.ts') return undefined;
  return `${path} imports ${target}, but the client may import src/protocol only (and types of src/tables.ts).`;
}

function packageFault(path: string, { target }: Import): string | undefined {
  if (layerOf(path) === 'protocol') return `${path} imports ${target}, but src/protocol imports nothing.`;
  if (!/^drizzle-orm(?:\/|$)/.test(target) || layerOf(path) === 'db') return undefined;
  return `${path} imports ${target}, but only src/db knows drizzle.`;
}

/** A sentence for every import of a file that it may not have. */
export function directionFaults(file: SourceFile): string[] {
  const faultOf = (each: Import): string | undefined => {
    if (!each.isOwn) return packageFault(file.path, each);
    return file.path.startsWith('client/') ? clientFault(file.path, each) : serverFault(file.path, each);
  };
  return importsOf(file).flatMap((each) => faultOf(each) ?? []);
}

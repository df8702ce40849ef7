/** A site on this machine whose pages are bundles of our own code; all of them share what the browser keeps for it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type Site = {
  /** Without a slash at the end; it is the same for as long as the site is served, for any browser. */
  readonly origin: string;
  stop(): void;
};

/**
 * The page `/{name}` runs `{name}.ts` of the folder, by default this one; its exports are in the global `page` then.
 * Behind `?connect=` may be what its Content-Security-Policy lets it connect to; without it there is no policy.
 */
export async function serveSite(folder = new URL('.', import.meta.url)): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://site');
    const [, name = '', extension] = /^\/(?<name>[\w-]*)(?<extension>\.js)?$/.exec(pathname) ?? [];
    const allowed = searchParams.get('connect');
    if (allowed !== null) response.setHeader('content-security-policy', `default-src 'self'; connect-src ${allowed}`);
    if (extension === undefined) {
      response.setHeader('content-type', 'text/html').end(`<!doctype html><body><script src="/${name}.js"></script>`);
      return;
    }
    bundle(new URL(`${name}.ts`, folder)).then(
      (code) => response.setHeader('content-type', 'text/javascript').end(code),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port.');
  return { origin: `http://127.0.0.1:${address.port}`, stop: () => server.closeAllConnections() ?? server.close() };
}

const nodeBuiltins = fileURLToPath(new URL('azure/node-builtins.ts', import.meta.url));

async function bundle(entry: URL): Promise<string> {
  const entryPoints = [fileURLToPath(entry)];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'page',
    target: 'es2022',
    // Packages from before modules have what pages have not.
    alias: { assert: nodeBuiltins, stream: nodeBuiltins, util: nodeBuiltins, 'core-util-is': nodeBuiltins },
    define: { global: 'globalThis', 'process.env.NODE_NDEBUG': 'undefined' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * The service worker: keeps the files of the app, so that it starts without a network. Items are the client's business.
 */

// What the build puts here: the addresses of the files, and a name that changes with them.
declare const FILES: readonly string[];
declare const VERSION: string;
declare const self: ServiceWorkerGlobalScope;

export {};

const name = `todo ${VERSION}`;
const page = '/';

/** The file that answers the request; undefined for requests that are the service's. */
const fileFor = ({ method, mode, url }: Request): string | undefined => {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return undefined;
  if (pathname === page) return mode === 'navigate' ? page : undefined;
  return FILES.includes(pathname) ? pathname : undefined;
};

const keep = async (): Promise<void> => {
  const cache = await caches.open(name);
  // Of the page the browser gets the app, everyone else a list of tables.
  const headers = { Accept: 'text/html' };
  const files = FILES.map((file) => new Request(file, { cache: 'reload', ...(file === page ? { headers } : {}) }));
  await cache.addAll(files);
};

/** All files are of one version, so that they fit together. */
const answer = async (file: string, request: Request): Promise<Response> => {
  const cache = await caches.open(name);
  return (await cache.match(file, { ignoreVary: true })) ?? fetch(request);
};

const begin = async (): Promise<void> => {
  const old = (await caches.keys()).filter((each) => each.startsWith('todo ') && each !== name);
  await Promise.all(old.map((each) => caches.delete(each)));
  await self.clients.claim();
};

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('message', ({ data }) => {
  if (data === 'begin') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const file = fileFor(event.request);
  if (file !== undefined) event.respondWith(answer(file, event.request));
});

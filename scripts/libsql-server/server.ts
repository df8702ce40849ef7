/**
 * A libSQL server: Hrana over HTTP with JSON, on the embedded engine of the `libsql` package, for development and
 * tests.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { type Databases, openDatabases } from './databases.ts';
import { ProtocolError, toHranaError } from './hrana-error.ts';
import { runPipeline } from './pipeline.ts';
import { pipelineBody } from './request.ts';
import { closeStream, openStream, type Stream } from './stream.ts';
import { createStreams, type Streams } from './streams.ts';

type LibsqlServerOptions = {
  /** The folder of the database files. */
  readonly folder: string;
  /** The port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** The token that every request must bear; by default none is asked for. */
  readonly authToken?: string;
  /** How long a stream waits for its client; 10 seconds by default. */
  readonly idleMs?: number;
  /** How long a statement waits for another stream's lock; 5 seconds by default. */
  readonly busyMs?: number;
};

export type LibsqlServer = {
  /** The address of the database `main`; another is at `{url}/{name}/`. */
  readonly url: string;
  /** Ends open streams (their transactions are rolled back) and frees the port and the files. */
  stop(): Promise<void>;
};

type Answer = { readonly status: number; readonly body: unknown };
type State = { readonly databases: Databases; readonly streams: Streams; readonly busyMs: number };

const pipelinePath = /^(?:\/(?<name>[A-Za-z0-9_-]{1,64}))?\/v[23]\/pipeline$/;
const versionPath = /^(?:\/[A-Za-z0-9_-]{1,64})?\/v[23]$/;

function takeOrOpen({ databases, streams, busyMs }: State, name: string, baton: string | null | undefined): Stream {
  return typeof baton === 'string' ? streams.take(baton) : openStream(databases.lend(name), busyMs);
}

async function pipeline(state: State, name: string, request: IncomingMessage): Promise<Answer> {
  const { baton, requests } = pipelineBody.parse(JSON.parse(await text(request)));
  const stream = takeOrOpen(state, name, baton);
  const results = await runPipeline(stream, requests);
  const ends = stream.isStuck || requests.some(({ type }) => type === 'close');
  if (ends) closeStream(stream);
  return { status: 200, body: { baton: ends ? null : state.streams.park(stream), base_url: null, results } };
}

async function answer(state: State, request: IncomingMessage): Promise<Answer> {
  const path = request.url ?? '/';
  if (request.method === 'GET' && versionPath.test(path)) return { status: 200, body: {} };
  const match = request.method === 'POST' ? pipelinePath.exec(path) : null;
  if (match === null) return { status: 404, body: { message: 'There is nothing here.', code: 'NOT_FOUND' } };
  return pipeline(state, match.groups?.name ?? 'main', request);
}

/** 400 for what the client did wrong; anything else is a fault of this server. */
function refusal(error: unknown): Answer {
  if (error instanceof z.ZodError)
    return { status: 400, body: { message: z.prettifyError(error), code: 'BAD_REQUEST' } };
  const isClients = error instanceof ProtocolError || error instanceof SyntaxError;
  return { status: isClients ? 400 : 500, body: toHranaError(error) };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * A running server. Databases are chosen by the path before the protocol's: `@libsql/client` needs a slash at the end
 * of such an address (`createClient({ url: 'http://127.0.0.1:8080/name/' })`), and drops the name without it.
 *
 * @throws when the port is taken.
 */
export async function startLibsqlServer(options: LibsqlServerOptions): Promise<LibsqlServer> {
  const { folder, port = 0, authToken, idleMs = 10_000, busyMs = 5000 } = options;
  const state = { databases: openDatabases(folder), streams: createStreams(idleMs), busyMs };
  const server = createServer((request, response) => {
    const isAllowed = authToken === undefined || request.headers.authorization === `Bearer ${authToken}`;
    if (!isAllowed) return send(response, { status: 401, body: { message: 'The token is wrong.', code: 'AUTH' } });
    return answer(state, request)
      .catch(refusal)
      .then((reply) => send(response, reply));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      state.streams.closeAll();
      state.databases.close();
    },
  };
}

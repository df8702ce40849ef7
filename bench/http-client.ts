/** A closed loop of requests over kept-alive connections. Nothing is retried: the first failure ends the run. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** One request, and the status that its answer must have. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
};

export type Answer = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

export type Run = {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** In the order of the calls. */
  readonly answers: readonly Answer[];
};

export type HttpClient = {
  /** Sends all calls, at most as many at once as there are connections. */
  run(calls: readonly Call[]): Promise<Run>;
  close(): void;
};

/** A client with so many connections. */
export function openHttpClient(origin: URL, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    async run(calls) {
      const queue = calls.entries();
      const answers: Answer[] = [];
      const latenciesMs: number[] = [];
      const lane = async (): Promise<void> => {
        for (const [at, call] of queue) {
          const sent = performance.now();
          answers[at] = await send(agent, origin, call);
          latenciesMs.push(performance.now() - sent);
        }
      };
      const start = performance.now();
      await Promise.all(Array.from({ length: connections }, lane));
      return { seconds: (performance.now() - start) / 1000, latenciesMs, answers };
    },
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, { hostname, port }: URL, call: Call): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { method, path, body } = call;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const headers = { ...call.headers, ...length };
  request({ agent, hostname, port, method, path, headers }, resolve).on('error', reject).end(body);
  const incoming = await promise;
  const answer = { headers: incoming.headers, body: await buffer(incoming) };
  if (incoming.statusCode === call.status) return answer;
  throw new Error(`${method} ${path} ended as ${incoming.statusCode}, not ${call.status}: ${answer.body.toString()}`);
}

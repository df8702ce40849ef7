/** A TCP proxy in front of a service, which does to each exchange what it is told. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export type Fault =
  | { readonly kind: 'none' }
  /** The request ends after so many of its bytes (a part of all, 0 to 1), and so does the connection. */
  | { readonly kind: 'cut request'; readonly part: number }
  /** The service answers, and the answer ends after so many of its bytes. */
  | { readonly kind: 'cut answer'; readonly part: number }
  /** The service answers, and the answer never comes. */
  | { readonly kind: 'stall' }
  /** The service gets the request twice, and the second answer is passed on. */
  | { readonly kind: 'duplicate' }
  /** The service gets the request once more, long after its answer. */
  | { readonly kind: 'late copy' }
  /** Something on the way answers; the service may have had the request. */
  | { readonly kind: 'answer'; readonly text: string; readonly reached: boolean };

export type FaultProxy = {
  readonly url: string;
  /** What is done to the next exchanges, in order; those after them are passed on as they are. */
  readonly faults: Fault[];
  /** Ends all connections, after copies that are still under way. */
  close(): Promise<void>;
};

/** An answer as it is on the wire. */
export function printAnswer(status: string, type: string, body: string, headers: readonly string[] = []): string {
  const head = [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`];
  return [...head, 'Connection: close', ...headers, '', body].join('\r\n');
}

const headEnd = '\r\n\r\n';

/** The bytes of a whole request, made the only one of its connection; undefined when it ended before. */
async function readRequest(socket: Socket): Promise<Buffer | undefined> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, chunk]);
    const end = bytes.indexOf(headEnd);
    if (end < 0) continue;
    const head = bytes.subarray(0, end).toString('latin1');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (bytes.length < end + headEnd.length + length) continue;
    const closing = head.replace(/connection: keep-alive/i, 'Connection: close');
    return Buffer.concat([Buffer.from(closing, 'latin1'), bytes.subarray(end)]);
  }
  return undefined;
}

/** What the service answers to these bytes; nothing when they end before the request does. */
async function ask(service: URL, request: Buffer, isWhole: boolean): Promise<Buffer> {
  const socket = connect(Number(service.port), service.hostname);
  socket.on('error', () => {});
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  socket.write(request);
  if (!isWhole) setTimeout(() => socket.destroy(), 20);
  await closed;
  return Buffer.concat(chunks);
}

const partOf = (bytes: Buffer, part: number): Buffer => bytes.subarray(0, Math.floor(bytes.length * part));

/** A proxy in front of the service at `url`. */
export async function openFaultProxy(url: string): Promise<FaultProxy> {
  const service = new URL(url);
  const faults: Fault[] = [];
  const sockets = new Set<Socket>();
  const copies: Promise<unknown>[] = [];

  /** The bytes to answer with; undefined to say nothing, and leave the connection open. */
  const exchange = async (request: Buffer, fault: Fault): Promise<Buffer | undefined> => {
    switch (fault.kind) {
      case 'none':
        return ask(service, request, true);
      case 'cut request':
        await ask(service, partOf(request, fault.part), false);
        return Buffer.alloc(0);
      case 'cut answer':
        return partOf(await ask(service, request, true), fault.part);
      case 'stall':
        await ask(service, request, true);
        return undefined;
      case 'duplicate':
        await ask(service, request, true);
        return ask(service, request, true);
      case 'late copy': {
        const answer = await ask(service, request, true);
        copies.push(delay(150).then(() => ask(service, request, true)));
        return answer;
      }
      case 'answer':
        if (fault.reached) await ask(service, request, true);
        return Buffer.from(fault.text);
    }
  };

  const server = createServer(async (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const request = await readRequest(socket).catch(() => undefined);
    if (request === undefined) return socket.destroy();
    const answer = await exchange(request, faults.shift() ?? { kind: 'none' });
    if (answer !== undefined) socket.end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const close = async (): Promise<void> => {
    await Promise.all(copies);
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, faults, close };
}

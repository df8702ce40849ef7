/** A thread that passes on what comes, as late as it is told to; it posts the port on which it listens. */
import { connect, createServer, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

export type Way = { readonly host: string; readonly port: number; readonly oneWayMs: number };

const { host, port, oneWayMs }: Way = workerData;

const pass = (from: Socket, to: Socket): void => {
  // Timers of one length end in the order in which they began.
  from.on('data', (data) => setTimeout(() => to.write(data), oneWayMs));
  from.on('close', () => setTimeout(() => to.destroy(), oneWayMs));
  from.on('error', () => from.destroy());
};

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host, port, noDelay: true });
  pass(near, far);
  pass(far, near);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') parentPort?.postMessage(address?.port);
});

/** A way to a server of this machine that is as long as one through the world. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Everything that goes through arrives so many milliseconds later, both ways; a new connection waits for none. */
export async function openDelay(target: URL, oneWayMs: number) {
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from);
    // Timers of one length end in the order in which they began.
    from.on('data', (data) => setTimeout(() => to.write(data), oneWayMs));
    from.on('close', () => {
      sockets.delete(from);
      setTimeout(() => to.destroy(), oneWayMs);
    });
    from.on('error', () => from.destroy());
  };
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    pass(near, far);
    pass(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

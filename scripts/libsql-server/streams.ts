/** The streams that wait for their client's next request, each under a baton that is good for one use. */
import { randomUUID } from 'node:crypto';
import { ProtocolError } from './hrana-error.ts';
import { closeStream, type Stream } from './stream.ts';

export type Streams = {
  /** Keeps a stream; the baton that fetches it. It is closed if nobody comes within `idleMs`. */
  park(stream: Stream): string;
  /** The stream of a baton, which is used up. */
  take(baton: string): Stream;
  closeAll(): void;
};

type Parked = { readonly stream: Stream; readonly expiry: NodeJS.Timeout };

export function createStreams(idleMs: number): Streams {
  const parked = new Map<string, Parked>();
  const take = (baton: string): Stream => {
    const found = parked.get(baton);
    if (found === undefined) throw new ProtocolError('STREAM_EXPIRED', 'The stream has expired due to inactivity.');
    clearTimeout(found.expiry);
    parked.delete(baton);
    return found.stream;
  };
  return {
    take,
    park(stream) {
      const baton = randomUUID();
      const expiry = setTimeout(() => closeStream(take(baton)), idleMs).unref();
      parked.set(baton, { stream, expiry });
      return baton;
    },
    closeAll() {
      for (const baton of parked.keys()) closeStream(take(baton));
    },
  };
}

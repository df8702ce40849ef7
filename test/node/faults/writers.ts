/** Clients that write without a pause, each operation under its key until it is answered. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

type Acknowledged = { readonly key: string; readonly id: string; readonly status: number };

/** What all writers have seen so far. */
export type Seen = {
  readonly acknowledged: Acknowledged[];
  /** Answers that an earlier, lost attempt had already earned. */
  replayed: number;
  /** Attempts without an answer: nobody knows whether they were committed. */
  unknown: number;
};

export type Network = { readonly url: string; cut: boolean };

/** One operation: an insert of the writer's record, or the next edit of it. */
type Sent = { readonly method: string; readonly path: string; readonly key: string; readonly body: object };

/** The answer; undefined when none arrived, or the network was cut by then. */
async function attempt(network: Network, sent: Sent): Promise<Response | undefined> {
  if (network.cut) return undefined;
  const { method, path, key, body } = sent;
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `"${key}"` };
  const init = { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5000) };
  const answer = await fetch(`${network.url}${path}`, init).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return network.cut ? undefined : answer;
}

/** Sends it until it is answered, and notes what it saw. */
async function deliver(network: Network, sent: Sent, seen: Seen): Promise<number> {
  for (;;) {
    const wasCut = network.cut;
    const answer = await attempt(network, sent);
    if (answer !== undefined && answer.status < 500) {
      if (answer.headers.get('Idempotent-Replayed') === 'true') seen.replayed += 1;
      return answer.status;
    }
    if (!wasCut) seen.unknown += 1;
    await delay(20);
  }
}

/** A writer: inserts a record, edits it four times, and begins anew, until it is stopped. */
async function runWriter(network: Network, seen: Seen, stop: AbortSignal): Promise<void> {
  const client = randomUUID();
  let id = randomUUID();
  for (let n = 1; !stop.aborted; n += 1) {
    const isInsert = n % 5 === 1;
    if (isInsert) id = randomUUID();
    const [method, path] = isInsert ? ['POST', '/tables/todoitem'] : ['PATCH', `/tables/todoitem/${id}`];
    const key = `${client}:${n}`;
    const body = { ...(isInsert ? { id } : {}), text: `edit ${n}` };
    const status = await deliver(network, { method, path, key, body }, seen);
    seen.acknowledged.push({ key, id, status });
  }
}

/** Starts so many writers; call the result to stop them, once each has its last answer. */
export function startWriters(count: number, network: Network, seen: Seen): () => Promise<void> {
  const stop = new AbortController();
  const writers = Array.from({ length: count }, () => runWriter(network, seen, stop.signal));
  return async () => {
    stop.abort();
    await Promise.all(writers);
  };
}

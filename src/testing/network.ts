/** The network of a simulation: it loses, repeats, delays, reorders and cuts what goes through it. */
import { Fate, type FaultRates } from './faults.ts';
import { never } from './never.ts';
import type { Fetch } from './seams.ts';
import type { Service } from './service.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';
import { WholeRequest, WholeResponse } from './whole-response.ts';

type NetworkOptions = {
  readonly seed: number;
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly service: Service;
  /** Sees every answer that leaves the service. */
  readonly onAnswer: (request: Request, status: number, text: string) => void;
};

/** A request, each time anew, the text of its body, and who has sent it first, and when. */
type Ask = Sent & { readonly body: string; readonly request: () => Request };
type Sent = { readonly sender: string; readonly sentAtMs: number };

function requestOf(input: Parameters<Fetch>[0], init: RequestInit, sent: Sent): Ask {
  const body = typeof init.body === 'string' ? init.body : '';
  const headers = new Headers(init.headers);
  // As every client of HTTP does: who knows the length need not count.
  if (body !== '') headers.set('Content-Length', String(Buffer.byteLength(body)));
  return { ...sent, body, request: () => new WholeRequest(input, { ...init, headers }) };
}

const lost = (): TypeError => new TypeError('fetch failed');

export class Network {
  rates: FaultRates;
  readonly #options: NetworkOptions;
  readonly #sent = new Map<string, number>();

  constructor(options: NetworkOptions, rates: FaultRates) {
    this.#options = options;
    this.rates = rates;
  }

  /** The `fetch` of somebody of this name; nothing reaches those who are dead. */
  connect(name: string, isAlive: () => boolean): Fetch {
    return async (input, init) => {
      const number = (this.#sent.get(name) ?? 0) + 1;
      this.#sent.set(name, number);
      const aborted = new Promise<never>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      });
      const { signal: _, ...rest } = init ?? {};
      const patient = init?.signal === undefined || init.signal === null;
      const sent = { sender: name, sentAtMs: this.#options.timeline.nowMs };
      const travel = this.#travel(`${name}#${number}`, patient, requestOf(input, rest, sent));
      const response = await Promise.race([travel, aborted]).catch((error: unknown) => {
        if (isAlive()) throw error;
        return never<Response>();
      });
      return isAlive() ? response : never();
    };
  }

  async #travel(name: string, patient: boolean, ask: Ask): Promise<Response> {
    const { timeline, trace, seed } = this.#options;
    const fate = new Fate(this.rates, seed, name);
    const delay = (): Promise<void> => timeline.sleep(fate.random.between(2, fate.has('slow') ? 2000 : 120));
    // Who has no patience of their own is told in the end.
    const hangs = fate.has('hangs') && !patient;
    const end = (what: string): Promise<never> => {
      trace.note(`network: ${name} ${what}${hangs ? ', and nobody tells' : ''}`);
      trace.count(what);
      return hangs ? never() : Promise.reject(lost());
    };
    await delay();
    if (fate.has('requestLost')) return end('request lost');
    if (fate.has('intercepted')) return this.#intercept(name, fate);
    if (fate.has('duplicated')) this.#repeat(name, ask, fate.random.between(0, 3000));
    const answer = await this.#deliver(name, ask);
    await delay();
    if (answer === undefined) return end('connection reset');
    if (fate.has('answerLost')) return end('answer lost');
    const cut = fate.has('truncated') && answer.text.length > 1;
    if (!cut) return new WholeResponse(answer.text, answer.response);
    trace.note(`network: ${name} answer cut`);
    trace.count('answers cut');
    return new WholeResponse(answer.text.slice(0, 1 + fate.random.below(answer.text.length - 1)), answer.response);
  }

  async #deliver(name: string, { body, request: ask, ...sent }: Ask) {
    const { service, trace, onAnswer } = this.#options;
    const request = ask();
    const answer = await service.serve(request, body, sent);
    if (answer !== undefined) {
      const { method, url } = request;
      trace.note(`${name} ${method} ${url.slice(url.search(/\/tables\/|\/\$batch/))} -> ${answer.response.status}`);
      trace.count('requests answered');
      onAnswer(request, answer.response.status, answer.text);
    }
    return answer;
  }

  #repeat(name: string, ask: Ask, afterMs: number): void {
    const { timeline, trace } = this.#options;
    trace.count('requests duplicated');
    timeline.later(afterMs, () => void this.#deliver(`${name} (again)`, ask));
  }

  #intercept(name: string, { random }: Fate): Response {
    const { trace } = this.#options;
    const [status, text, headers] = random.pick([
      [502, '<html>Bad gateway</html>', {}],
      [503, '', { 'Retry-After': '2' }],
      [200, '<html>Sign in to this network</html>', {}],
    ] as const);
    trace.note(`network: ${name} answered ${status} on the way`);
    trace.count('requests intercepted');
    return new WholeResponse(text, { status, headers });
  }
}

/** A device of the model tests, and what it may be asked to do. */
import fc from 'fast-check';
import { type Client, createClient } from '../../../client/client.ts';
import type { StoreKind } from '../../../client/store/local-store.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { SyncError } from '../../../client/sync-error.ts';
import type { Fate, PlainService } from './plain-service.ts';

type Tables = { item: { id: string; text: string | null; count: number | null } };
type Members = { text?: string; count?: number };

/** What a device does, in the order of a test. */
type Step =
  | { readonly do: 'insert' | 'update' | 'replace'; readonly id: string; readonly members: Members }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'push' | 'pull'; readonly fates: readonly Fate[] }
  | { readonly do: 'restart' };

const ids = fc.constantFrom('a', 'b', 'c');
const members = fc.record({ text: fc.constantFrom('x', 'y', 'z'), count: fc.nat(3) }, { requiredKeys: [] });
const fates = fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'lost', 'unanswered'), { maxLength: 6 });
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('insert', 'update', 'update', 'replace'), id: ids, members }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), id: ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('push', 'push', 'pull'), fates }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
);

export type EditStep = Exclude<Step, { do: 'push' | 'pull' | 'restart' }>;

/** Whether the step is an edit. */
export const isEdit = (step: Step): step is EditStep =>
  step.do !== 'push' && step.do !== 'pull' && step.do !== 'restart';

/** A device that may be killed: another client on the same store goes on. */
export class Device {
  readonly kind: StoreKind = memoryStore();
  readonly service: PlainService;
  readonly onConflict: Parameters<typeof createClient>[0]['onConflict'];
  client: Client<Tables>;

  constructor(service: PlainService, onConflict?: Device['onConflict']) {
    this.service = service;
    this.onConflict = onConflict;
    this.client = this.open();
  }

  open(): Client<Tables> {
    const { service, kind, onConflict } = this;
    const environment = { fetch: service.fetch, openChannel: undefined };
    const handlers = onConflict === undefined ? {} : { onConflict };
    return createClient<Tables>({ url: 'http://service', store: kind, environment, ...handlers });
  }

  get items() {
    return this.client.syncTable('item');
  }

  /** @returns whether it could be done; what is not here, or here already, cannot */
  async edit(step: EditStep): Promise<boolean> {
    const { items } = this;
    try {
      if (step.do === 'remove') await items.remove(step.id);
      else if (step.do === 'update') await items.update({ id: step.id, ...step.members });
      else await items[step.do]({ id: step.id, ...step.members });
      return true;
    } catch (error) {
      if (error instanceof SyncError && (error.code === 'record-exists' || error.code === 'record-not-found'))
        return false;
      throw error;
    }
  }

  /** @returns whether it went through */
  async sync(action: 'push' | 'pull', lost: readonly Fate[] = []): Promise<boolean> {
    this.service.fates(lost);
    try {
      if (action === 'push') await this.client.syncContext.push();
      else await this.items.pull(this.items, 'all', { push: false });
      return true;
    } catch (error) {
      if (error instanceof SyncError && error.code === 'cancelled-by-network') return false;
      throw error;
    } finally {
      this.service.fates([]);
    }
  }

  async take(step: Step): Promise<boolean> {
    if (isEdit(step)) return this.edit(step);
    if (step.do !== 'restart') return this.sync(step.do, step.fates);
    this.client = this.open();
    return true;
  }

  async seen(): Promise<Map<string, unknown>> {
    const records = await this.items.read();
    return new Map(records.map(({ id, text = null, count = null }) => [id, { text, count }]));
  }
}

/** Records by id, as text that is the same for the same records. */
export const shown = (map: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...map].sort(([left], [right]) => (left < right ? -1 : 1)));

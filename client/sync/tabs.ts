/** Tells the other tabs of this origin which records have changed, and hears it from them. */
import type { Environment } from '../environment.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Listeners } from './events.ts';

export type Tabs = { readonly tell: (records: readonly RecordKey[]) => void; readonly close: () => void };

/** Where there is nothing to hear tabs with, it tells nobody. */
export function openTabs(name: string, { openChannel }: Environment, listeners: Listeners): Tabs {
  const channel = openChannel?.(name);
  // Listening alone must not keep a Node program alive.
  if (channel !== undefined && 'unref' in channel && typeof channel.unref === 'function') channel.unref();
  channel?.addEventListener('message', (event) => {
    const records: readonly RecordKey[] = event.data;
    listeners.tell({ type: 'changed', records });
  });
  let open = true;
  return {
    tell(records) {
      if (open) channel?.postMessage(records);
    },
    close() {
      open = false;
      channel?.close();
    },
  };
}

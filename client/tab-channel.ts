/** The channel on which tabs tell each other what has changed in the store that they have in common. */
import type { Channel } from './environment.ts';
import type { RecordKey } from './store/working-set.ts';
import type { Device } from './sync/device.ts';

/** How long other tabs wait, at most, to hear of an edit. */
const pauseMs = 50;

/** How to tell, here and in the other tabs, of records that have changed; and how to end that. */
export function createTabChannel(
  opened: Channel | undefined,
  tell: Device['tell'],
): readonly [changed: Device['changed'], close: () => void] {
  let channel = opened;
  // Other tabs need not hear of each edit by itself: of the first at once, of those that follow it soon together.
  let unsaid: RecordKey[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    pause = unsaid.length > 0 ? setTimeout(say, pauseMs) : undefined;
    if (pause !== undefined) channel?.postMessage(unsaid);
    unsaid = [];
  };
  channel?.unref?.();
  channel?.addEventListener('message', ({ data }) => tell({ type: 'changed', records: data }));
  return [
    (records) => {
      if (records.length === 0) return;
      tell({ type: 'changed', records });
      if (channel === undefined) return;
      unsaid.push(...records);
      if (pause === undefined) say();
    },
    () => {
      say();
      clearTimeout(pause);
      channel?.close();
      channel = undefined;
    },
  ];
}

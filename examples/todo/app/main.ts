/** The app, put together. Everything that it shows comes from the device; the service is asked in the background. */
import { type PushError, SyncError } from 'tidemark/client';
import { showAccount } from './account.ts';
import { createConflict } from './conflict.ts';
import { openDevice } from './device.ts';
import { createEdits } from './edits.ts';
import { keepInstalled } from './installed.ts';
import { Items } from './items.ts';
import { List } from './list.ts';
import { createNotice } from './notice.ts';
import { part } from './part.ts';
import { onPullDown } from './pull-down.ts';
import { createQueue, type Settle } from './queue.ts';
import { bindSetting } from './settings.ts';
import { createStatus } from './status.ts';
import { createSync, reasonOf } from './sync.ts';

const device = await openDevice();
const notice = createNotice();
const status = createStatus();
const sync = createSync(device, status.sync);
const edits = createEdits(device, notice);

const attempt = (work: Promise<unknown>): void => {
  work.catch((error: unknown) => notice.show(reasonOf(error)));
};
const decide = (work: Promise<unknown>): void => attempt(work.then(sync.now));
const settle: Settle = (error, choose) => decide(settled(error, choose));

/** An operation that is being sent again cannot be decided about: the decision waits until the service has answered. */
async function settled(error: PushError, choose: (error: PushError) => Promise<void>): Promise<void> {
  try {
    await choose(error);
  } catch (failure) {
    if (!(failure instanceof SyncError && failure.code === 'operation-changed')) throw failure;
    await sync.now();
    const now = (await device.syncContext.errors()).find(({ id }) => id === error.id);
    if (now === undefined) return;
    // What the user has not seen is not written over.
    if (now.versions.theirs?.version === error.versions.theirs?.version) await choose(now);
    else compare(now);
  }
}

const show = (): void => {
  list.show();
  queue.show();
  status.items(items);
};
const items = new Items(device, show, (error) => notice.show(reasonOf(error)));
const compare = createConflict(settle);
const queue = createQueue(items, { ...device, decide, settle, compare });
const list = new List(items, {
  edits,
  attempt,
  explain: ({ todo: { id } }) => {
    const error = items.queue.errors.find((each) => each.id === id);
    if (error?.isConflict) compare(error);
    else queue.open();
  },
});

const refresh = async (): Promise<void> => {
  status.asked(true);
  const failure = await sync.now();
  status.asked(false);
  notice.show(failure === undefined ? 'Synced' : reasonOf(failure));
};

const form = part(document, '#add', HTMLFormElement);
const input = part(document, '#new', HTMLInputElement);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text === '') return;
  input.value = '';
  attempt(
    edits.add(text).catch((error: unknown) => {
      input.value = text;
      throw error;
    }),
  );
});

part(document, '#refresh', HTMLButtonElement).addEventListener('click', refresh);
part(document, '#show-queue', HTMLButtonElement).addEventListener('click', queue.open);
part(document, '#clear', HTMLButtonElement).addEventListener('click', () => attempt(sync.clear()));
onPullDown(refresh);

addEventListener('keydown', (event) => {
  const isWriting = event.target instanceof HTMLInputElement && event.target.type === 'text';
  if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isWriting) return;
  event.preventDefault();
  attempt(edits.undo());
});

for (const [setting, id] of [
  ['offline', '#offline'],
  ['onlyOpen', '#only-open'],
] as const) {
  bindSetting(setting, part(document, id, HTMLInputElement), () => {
    sync.restart();
    status.settings();
  });
}

device.syncContext.subscribe(({ type }) => {
  if (type === 'storage-lost') notice.show('The browser has deleted what was kept here; it is fetched again.');
});
sync.restart();
showAccount(device, { sync, attempt });
attempt(keepInstalled(notice));

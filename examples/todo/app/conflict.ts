/** A conflict: what an item was before, what it is here, and what somebody else has made of it; to choose from. */
import type { JsonRecord, PushError, Versions } from 'tidemark/client';
import { part } from './part.ts';
import type { Settle } from './queue.ts';

const fields = [
  { name: 'text', label: 'Text' },
  { name: 'complete', label: 'Done' },
] as const;

type Field = { readonly name: string; readonly label: string };
type Side = 'mine' | 'theirs';

/** Gives what shows a conflict; `settle` does what the user has chosen. */
export function createConflict(settle: Settle): (error: PushError) => void {
  const dialog = part(document, '#conflict', HTMLDialogElement);
  const form = part(dialog, '#versions', HTMLFormElement);
  const story = part(dialog, '#conflict-story', HTMLElement);
  const merge = part(form, '[value=merge]', HTMLButtonElement);
  let shown: PushError | undefined;

  const merged = ({ mine, theirs }: Versions): JsonRecord => {
    const chosen = new FormData(form);
    const pick = ({ name }: Field) => [name, (chosen.get(name) === 'mine' ? mine : theirs)?.[name] ?? null] as const;
    return { ...theirs, ...Object.fromEntries(fields.map(pick)) };
  };

  const choose = (answer: string): void => {
    if (shown === undefined) return;
    settle(shown, (error) => {
      if (answer === 'mine') return error.clientWins();
      return answer === 'theirs' ? error.serverWins() : error.merge(merged);
    });
    dialog.close();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose('merge');
  });
  form.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement && target.type === 'button') choose(target.value);
  });

  return (error) => {
    shown = error;
    const { mine, theirs } = error.versions;
    story.textContent = storyOf(mine, theirs);
    merge.hidden = mine === null || theirs === null || theirs.deleted === true;
    const lines = fields.map((field) => lineOf(field, error.versions, !merge.hidden));
    part(form, 'tbody', HTMLElement).replaceChildren(...lines);
    dialog.showModal();
  };
}

function storyOf(mine: JsonRecord | null, theirs: JsonRecord | null): string {
  if (theirs === null || theirs.deleted === true)
    return 'You have changed this item, and somebody else has deleted it.';
  if (mine === null) return 'You have deleted this item, and somebody else has changed it.';
  return 'Choose for each line which version stays, or take one of them whole.';
}

/** What a field is in each version; where they differ, the user may choose. */
function lineOf({ name, label }: Field, { base, mine, theirs }: Versions, mayMerge: boolean): HTMLTableRowElement {
  const before = words(base, name);
  const here = words(mine, name);
  const there = words(theirs, name);
  const isMine = here !== before;
  const mayChoose = mayMerge && here !== there;
  return line(label, {
    Before: before,
    Mine: mayChoose ? option({ name, label }, 'mine', here, isMine) : here,
    Theirs: mayChoose ? option({ name, label }, 'theirs', there, !isMine) : there,
  });
}

function words(record: JsonRecord | null, name: string): string {
  if (record === null || record.deleted === true) return 'deleted';
  const value = record[name];
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '').slice(0, 300);
}

/** A version of a field, to choose. */
function option({ name, label: field }: Field, side: Side, text: string, checked: boolean): HTMLElement {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { type: 'radio', name, value: side, checked });
  input.ariaLabel = `${field}, ${side}: ${text}`;
  label.append(input, text);
  return label;
}

/** A line of the table; on a phone, where its cells are below each other, each says what it has. */
function line(label: string, versions: Readonly<Record<string, HTMLElement | string>>): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: label }));
  for (const [side, content] of Object.entries(versions)) {
    const cell = row.insertCell();
    cell.dataset.side = side;
    cell.append(content);
  }
  return row;
}

/** Records in a form in which a device's and the server's can be compared. */
import type { Todo } from './azure-mobile-apps-client.ts';

type Essence = Pick<Todo, 'text' | 'complete' | 'version'>;

/** What each record says, by its id in order. */
export function recordsById(todos: readonly Todo[]): Readonly<Record<string, Essence>> {
  const entries = todos.map(({ id, text, complete, version }): [string, Essence] => [id, { text, complete, version }]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

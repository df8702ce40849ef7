/** Some other client of the same service: one request at a time, no store. */
import type { Todo } from './azure-mobile-apps-client.ts';
import { parseTodo, parseTodos, type ServerTodo } from './server-todo.ts';

export type OtherClient = {
  insert(todo: { readonly id: string; readonly text: string }): Promise<ServerTodo>;
  update(id: string, changes: Partial<Todo>): Promise<ServerTodo>;
  remove(id: string): Promise<ServerTodo>;
  undelete(id: string): Promise<ServerTodo>;
  /** The record as the server has it, or undefined if it has none. */
  lookup(id: string): Promise<ServerTodo | undefined>;
  /** Every record that is not deleted. */
  list(): Promise<readonly ServerTodo[]>;
};

export function otherClient(url: string): OtherClient {
  const answer = async (method: string, path: string, body?: object): Promise<string | undefined> => {
    const response = await fetch(`${url}/tables/todoitem${path}`, {
      method,
      headers: { 'ZUMO-API-VERSION': '2.0.0', 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return text;
    if (response.status === 404) return undefined;
    throw new Error(`${method} ${path} is answered ${response.status}: ${text}`);
  };
  const record = async (method: string, path: string, body?: object): Promise<ServerTodo> => {
    return parseTodo((await answer(method, path, body)) ?? 'null');
  };
  return {
    insert: (todo) => record('POST', '', todo),
    update: (id, changes) => record('PATCH', `/${id}`, changes),
    remove: (id) => record('DELETE', `/${id}`),
    undelete: (id) => record('POST', `/${id}`),
    lookup: async (id) => {
      const found = await answer('GET', `/${id}`);
      return found === undefined ? undefined : parseTodo(found);
    },
    list: async () => parseTodos((await answer('GET', '?$top=1000')) ?? '[]'),
  };
}
